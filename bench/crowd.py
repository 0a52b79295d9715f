"""Readers at once on one server, and what their changes took."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from statistics import mean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.readers import Change
    from bench.servers import RunningServer

HEADS = ("changes/s", "p50 ms", "p95 ms", "CPU ms", "messages", "kB", "MB held")


@dataclass(frozen=True, slots=True)
class MeasuredLoad:
    """What readers saw of a server, and what it took.

    Attributes:
        changes: Each change that was answered.
        seconds: How long they went on.
        cpu: Seconds of CPU of the server meanwhile.
        memory: Megabytes it held at the end.
    """

    changes: Sequence[Change]
    seconds: float
    cpu: float
    memory: float

    @property
    def failed_count(self) -> int:
        """Return how many changes drew a failure."""
        return sum(not change.went_well for change in self.changes)

    def write_cells(self) -> list[str]:
        """Write the figures, in the order of `HEADS`."""
        ordered = sorted(change.seconds for change in self.changes)
        count = len(ordered)
        return [
            f"{count / self.seconds:.1f}",
            f"{median(ordered) * 1000:.0f}",
            f"{ordered[int(count * 0.95)] * 1000:.0f}",
            f"{self.cpu / count * 1000:.1f}",
            f"{mean(change.messages for change in self.changes):.0f}",
            f"{mean(change.sent_bytes for change in self.changes) / 1000:.1f}",
            f"{self.memory:.0f}",
        ]


def add_loads(loads: Sequence[MeasuredLoad]) -> MeasuredLoad:
    """Add what was measured in turns into one."""
    return MeasuredLoad(
        [change for load in loads for change in load.changes],
        sum(load.seconds for load in loads),
        sum(load.cpu for load in loads),
        max(load.memory for load in loads),
    )


async def load_server(
    running: RunningServer,
    pages: Sequence[str],
    *,
    users: int,
    seconds: float,
    seed: int = 0,
) -> MeasuredLoad:
    """Measure readers who change filters without pause, each on one page.

    Args:
        running: The server.
        pages: Pages in turn for the readers.
        users: How many readers.
        seconds: How long they go on; opening the page is not counted.
        seed: Of the choices they make.
    """
    changes: list[Change] = []
    async with AsyncExitStack() as stack:
        readers = []
        for number in range(users):
            page = pages[number % len(pages)]
            opened = running.server.open_reader(running.port, page)
            readers.append(await stack.enter_async_context(opened))
        await asyncio.gather(*(reader.open() for reader in readers))
        started, cpu = time.perf_counter(), running.read_cpu()

        async def read(number: int) -> None:
            random = Random(1000 * seed + number)  # noqa: S311 - the same each time
            while time.perf_counter() < started + seconds:
                changes.append(await readers[number].change(random))

        await asyncio.gather(*map(read, range(users)))
        elapsed = time.perf_counter() - started
        return MeasuredLoad(
            changes, elapsed, running.read_cpu() - cpu, running.read_memory()
        )
