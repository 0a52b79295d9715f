"""How long it takes to find a word in sixty plans as large as the largest bundled."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from dashboard.kit.finding.entries import list_entries
from dashboard.kit.search.index import SearchIndex
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.kit.search.index import SearchEntry

PLANS: Final = 60
PLAN: Final = "kaunas"
TYPED: Final = ("robotika", "mokytojų kompetencijos", "4", "steam", "m", "robatika")
TIMES: Final = 20


def run() -> None:
    """Print how long the index takes to build, and each query to answer."""
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), data=PROJECT_ROOT / "data")
        refresh(settings)
        snapshot = str(read_current(settings.warehouse_dir).path)
        entries = list(_multiply(list(list_entries(snapshot, "lt"))))
    started = time.perf_counter()
    index = SearchIndex(entries)
    print(f"  index of {len(entries)} things: {time.perf_counter() - started:.2f} s")
    for typed in TYPED:
        spent = sorted(_time(index, typed) for _ in range(TIMES))
        count = len(index.find(typed, PLAN))
        line = f"median {median(spent):6.1f} ms, slowest {spent[-1]:6.1f} ms"
        print(f"  {typed:24} {count:6} found: {line}")


def _multiply(entries: list[SearchEntry]) -> Iterator[SearchEntry]:
    """Yield every entry, those of the plan once for each of sixty plans.

    A word of each name is of its own plan, so that words grow with plans, too.
    """
    yield from entries
    for number in range(1, PLANS):
        code = f"plan{number}"
        for entry in entries:
            if entry.plan_code == PLAN:
                name = _mark(entry.name, number)
                yield replace(entry, plan_code=code, plan_name=code, name=name)


def _mark(name: str, number: int) -> str:
    longest = max(name.split(), key=len)
    letters = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
    return name.replace(longest, f"{longest} {longest}{letters}")


def _time(index: SearchIndex, typed: str) -> float:
    """Measure one query with its proposals, in milliseconds."""
    started = time.perf_counter()
    if not index.find(typed, PLAN):
        index.propose(typed)
    return (time.perf_counter() - started) * 1000
