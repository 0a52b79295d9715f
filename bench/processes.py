"""Time whole processes by the operating system's own accounting."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class ProcessCost:
    """What one finished process took: seconds of wall and CPU, peak megabytes."""

    wall: float
    cpu: float
    peak_mb: float
    exit_code: int


def run_process(command: Sequence[str]) -> ProcessCost:
    """Run a command to its end, its output thrown away, and give what it took."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    return ProcessCost(
        wall=time.perf_counter() - started,
        cpu=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss / 1024,
        exit_code=os.waitstatus_to_exitcode(status),
    )


def take_median(costs: Sequence[ProcessCost]) -> ProcessCost:
    """Return the median wall and CPU time, the highest peak, the worst exit code."""
    return ProcessCost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        peak_mb=max(cost.peak_mb for cost in costs),
        exit_code=max(abs(cost.exit_code) for cost in costs),
    )


def measure(
    label: str,
    command: Sequence[str],
    *,
    runs: int = 5,
    before_each: Callable[[], None] = lambda: None,
) -> None:
    """Run a command once to warm up and then `runs` times; print the medians."""
    costs = []
    for _ in range(runs + 1):
        before_each()
        costs.append(run_process(command))
    counted = costs[1:]
    wall = [cost.wall for cost in counted]
    failed = sorted({cost.exit_code for cost in counted} - {0})
    print(
        f"{label:<44} wall {statistics.median(wall):6.2f} s"
        f" ({min(wall):.2f}–{max(wall):.2f})"
        f"   cpu {statistics.median(cost.cpu for cost in counted):6.2f} s"
        f"   peak {max(cost.peak_mb for cost in counted):5.0f} MB"
        + (f"   EXIT {failed}" if failed else "")
    )
