"""The dashboard under one reader and thirty, beside plain pages of others."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from bench.crowd import HEADS, add_loads, load_server
from bench.servers import make_dash, make_own, make_plain, publish_home, serve
from bench.written import write_report
from dashboard.kit.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.crowd import MeasuredLoad
    from bench.servers import RunningServer, Server

USERS: Final = 30
SECONDS: Final = 15.0
ALONE_SECONDS: Final = 8.0
TURNS: Final = 2
OPENINGS: Final = 6

FILTERED: Final = ("spending", "targets", "exams")
"""Pages whose filters are changed."""

BEFORE: Final = "BENCH_BEFORE"
"""Variable that names another tree of this program, measured in the same run."""


def run_pages() -> None:
    """Measure the first run of each page for new readers, who share what is kept."""
    with publish_home() as home, serve(make_own(home, PAGES), home) as running:
        for page in PAGES:
            path = "" if page == PAGES[0] else page
            times = [asyncio.run(_open(running, path)) for _ in range(OPENINGS)]
            first, *others = (1000 * seconds for seconds in times)
            print(f"{page:<15} first {first:6.0f} ms   then {median(others):6.0f} ms")


async def _open(running: RunningServer, page: str) -> float:
    async with running.server.open_reader(running.port, page) as reader:
        change = await reader.open()
        if not change.went_well:
            raise RuntimeError(page)
        return change.seconds


def run_crowd() -> None:
    """Measure changes of filters by one reader and by thirty; write the report."""
    rows: list[list[str]] = []
    with publish_home() as home:
        for users, seconds in ((1, ALONE_SECONDS), (USERS, SECONDS)):
            for label, load in _measure(home, users, seconds):
                rows.append([label, str(users), *load.write_cells()])
                failed = f"  FAILED {load.failed_count}" * bool(load.failed_count)
                print("  ".join(f"{cell:>9}" for cell in rows[-1]) + failed, flush=True)
    said = f"Load of the machine at the end: {os.getloadavg()[0]:.1f}."
    write_report("users", said, [["page", "readers", *HEADS], *rows])


def _measure(
    home: Path, users: int, seconds: float
) -> Iterator[tuple[str, MeasuredLoad]]:
    """Yield what each server and page took, measured in turns: machines have moods."""
    found: dict[str, list[MeasuredLoad]] = {}
    for turn in range(TURNS):
        for server in _list_servers(home):
            with serve(server, home) as running:
                asyncio.run(load_server(running, server.pages, users=3, seconds=4))
                ways = [(page,) for page in server.pages]
                is_mixed = users > 1 and len(ways) > 1
                for pages in [*ways, server.pages] if is_mixed else ways:
                    load = asyncio.run(
                        load_server(
                            running, pages, users=users, seconds=seconds, seed=turn + 1
                        )
                    )
                    name = " ".join((server.label, *pages)).strip()
                    found.setdefault(name, []).append(load)
    yield from ((name, add_loads(loads)) for name, loads in found.items())


def _list_servers(home: Path) -> list[Server]:
    before = os.environ.get(BEFORE)
    return [
        make_own(home, FILTERED),
        *(
            [make_own(home, FILTERED, folder=Path(before), label="before:")]
            if before
            else []
        ),
        make_plain(),
        make_dash(),
    ]
