"""What pages of one plan and their queries take, beside a whole country.

Time is CPU of the process, for a busy machine makes a wall clock say nothing.

python -m bench pages-of HOME PLAN
"""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

from streamlit.testing.v1 import AppTest

from dashboard.kit import snapshot as published
from dashboard.kit.cache.drawn import clear_drawn
from dashboard.kit.pages import FOLDER, PAGES
from pazanga.settings import read_settings
from warehouse.connection import query_page
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

APP: Final = FOLDER.parent / "app.py"
ROUNDS: Final = 7
"""Times that each page is opened, nothing kept of the time before."""

HEADING: Final = (
    "| page | queries | p50 ms | p95 ms | slowest ms | page s | markup kB |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def main(arguments: Sequence[str]) -> None:
    """Print a line for each page of a plan, and one for all of their queries."""
    parser = ArgumentParser(prog="python -m bench pages-of")
    parser.add_argument("home", type=Path)
    parser.add_argument("plan")
    asked = parser.parse_args(arguments)
    time_pages(asked.home, asked.plan)


def time_pages(home: Path, plan: str) -> None:
    """Open the pages of a plan again and again; print what queries took."""
    os.environ["PAZANGA_HOME"] = str(home)
    snapshot = read_current(read_settings(os.environ).warehouse_dir).path
    print(f"\nSnapshot of {snapshot.stat().st_size >> 20} MB.")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}.\n\n{HEADING}")
    spent: list[float] = []
    everything: list[float] = []

    def query_timed(*arguments: Any) -> pl.DataFrame:  # noqa: ANN401 - passed on
        started = time.process_time()
        rows = query_page(*arguments)
        spent.append(time.process_time() - started)
        return rows

    with mock.patch.object(published, "query_page", query_timed):
        for page in PAGES:
            rounds = [_open_page(page, plan, spent) for _ in range(ROUNDS + 1)]
            own = [seconds for one in rounds[1:] for seconds in one.queries]
            _report(page, own, rounds[1:])
            everything += own
    _report("all", everything, [])


@dataclass(frozen=True, slots=True)
class _Opening:
    """A page that was opened: seconds of each query and of all, size of its markup."""

    queries: tuple[float, ...]
    seconds: float
    markup_bytes: int


def _open_page(page: str, plan: str, spent: list[float]) -> _Opening:
    """Open a page with nothing kept, from the overview of its plan."""
    app = AppTest.from_file(str(APP), default_timeout=600)
    app.query_params["plan"] = plan
    app.run()
    published.clear_results()
    clear_drawn()
    spent.clear()
    started = time.process_time()
    app.switch_page(str(FOLDER / page / "page.py")).run()
    seconds = time.process_time() - started
    if app.exception:
        raise RuntimeError(page)
    size = sum(len(piece.body.encode()) for piece in app.get("html"))
    return _Opening(tuple(spent), seconds, size)


def _report(page: str, queries: Sequence[float], rounds: Sequence[_Opening]) -> None:
    cuts = quantiles(queries, n=20) if len(queries) > 1 else [0.0] * 19
    took = f"{median(one.seconds for one in rounds):.2f}" if rounds else ""
    size = f"{rounds[0].markup_bytes / 1000:,.0f}" if rounds else ""
    slowest = max(queries, default=0.0)
    print(
        f"| {page} | {len(queries) // ROUNDS} | {1000 * cuts[9]:.0f}"
        f" | {1000 * cuts[18]:.0f} | {1000 * slowest:.0f} | {took} | {size} |",
        flush=True,
    )
