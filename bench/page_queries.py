"""The queries of the pages on one snapshot, each timed once, nothing cached."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, get_args
from unittest import mock

from streamlit.testing.v1 import AppTest

from dashboard.app_pages.spending import absorption_queries as absorption
from dashboard.kit import snapshot as published
from dashboard.kit.cache.drawn import clear_drawn
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.pages import FOLDER, PAGES
from dashboard.kit.plans import query_plans
from pazanga.settings import read_settings
from warehouse.connection import query_page
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
    query_plans(snapshot, "lt")  # what only the first query of a process waits for
    published.clear_results()
    clear_drawn()
    spent: Spent = []

    def query_timed(*arguments: Any) -> pl.DataFrame:  # noqa: ANN401 - passed on
        started = time.perf_counter()
        rows = query_page(*arguments)
        spent.append((time.perf_counter() - started, " ".join(arguments[1].split())))
        return rows

    with mock.patch.object(published, "query_page", query_timed):
        for page in PAGES:
            _open_page(page)
            _report(f"page {page}", spent)
        for chosen in SELECTIONS:
            for split in get_args(absorption.Split):
                _query_split(snapshot, chosen, split)
                note = ", filtered" if chosen.area else ""
                _report(f"spent by {split}{note}", spent)


def _open_page(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["plan"] = PLAN
    app.run()
    if page != PAGES[0]:
        app.switch_page(str(FOLDER / page / "page.py")).run()


def _query_split(
    snapshot: str, chosen: SpendingFilter, split: absorption.Split
) -> None:
    if split == "month":
        absorption.query_months(snapshot, chosen, "lt")
    else:
        absorption.query_groups(snapshot, chosen, "lt", split, largest=LARGEST)


def _report(label: str, spent: Spent) -> None:
    seconds, sql = max(spent)
    print(
        f"{label:<27} {len(spent):3} queries, {1000 * sum(s for s, _ in spent):6.0f} ms"
        f" in all; slowest {1000 * seconds:5.0f} ms: …{sql[-50:]}"
    )
    spent.clear()
