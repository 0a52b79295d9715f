"""The queries of the pages on one snapshot, each timed once, nothing cached."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, get_args
from unittest import mock

from streamlit.testing.v1 import AppTest

from dashboard import published
from dashboard.filters import SpendingFilter
from dashboard.pages import FOLDER, PAGES
from dashboard.queries import absorption
from dashboard.queries.plans import fetch_plans
from warehouse.connection import fetch
from warehouse.settings import read_settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

APP = FOLDER.parent / "app.py"
PLAN = "kaunas"
LARGEST = 15
SELECTIONS = (
    SpendingFilter(plan=PLAN),
    SpendingFilter(plan=PLAN, area=("steam",), search="labor"),
)

Spent = list[tuple[float, str]]


def time_queries(home: Path) -> None:
    """Open the pages of a home, then every view of its payments; print what is slow."""
    os.environ["PAZANGA_HOME"] = str(home)
    snapshot = str(read_current(read_settings(os.environ).warehouse_dir).path)
    fetch_plans(snapshot, "lt")  # what only the first query of a process waits for
    published.select.clear()
    spent: Spent = []

    def fetch_timed(*arguments: Any) -> pl.DataFrame:  # noqa: ANN401 - passed on
        started = time.perf_counter()
        rows = fetch(*arguments)
        spent.append((time.perf_counter() - started, " ".join(arguments[1].split())))
        return rows

    with mock.patch.object(published, "fetch", fetch_timed):
        for page in PAGES:
            _open_page(page)
            _report(f"page {page}", spent)
        for chosen in SELECTIONS:
            for split in get_args(absorption.Split):
                _fetch_split(snapshot, chosen, split)
                note = ", filtered" if chosen.area else ""
                _report(f"spent by {split}{note}", spent)


def _open_page(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["plan"] = PLAN
    app.run()
    if page != PAGES[0]:
        app.switch_page(str(FOLDER / f"{page}.py")).run()


def _fetch_split(
    snapshot: str, chosen: SpendingFilter, split: absorption.Split
) -> None:
    if split == "month":
        absorption.fetch_months(snapshot, chosen, "lt")
    else:
        absorption.fetch_groups(snapshot, chosen, "lt", split, largest=LARGEST)


def _report(label: str, spent: Spent) -> None:
    seconds, sql = max(spent)
    print(
        f"{label:<27} {len(spent):3} queries, {1000 * sum(s for s, _ in spent):6.0f} ms"
        f" in all; slowest {1000 * seconds:5.0f} ms: …{sql[-50:]}"
    )
    spent.clear()
