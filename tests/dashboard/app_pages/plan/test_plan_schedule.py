"""Activities over their quarters: where bars stand, what is filled, what is marked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import pytest
from shown_page import read_text

from dashboard.app_pages.plan.queries import query_schedule
from dashboard.app_pages.plan.schedule import select_dated, view_schedule
from dashboard.kit.charts.gantt import GanttBar, write_gantt
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from shown_page import RunPage

    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings


NO_CHANGES = pl.DataFrame(
    schema={
        "item": pl.String,
        "number": pl.String,
        "decision_number": pl.String,
        "decided_date": pl.Date,
    }
)
BAR = re.compile(r'class="bar tint" style="left:([\d.]+)%;width:([\d.]+)%"')


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds payments."""
    return str(read_current(fed_settings.warehouse_dir).path)


@pytest.mark.parametrize(
    ("first", "last", "filled", "left", "width", "fill"),
    [
        pytest.param(0, 0, None, 0.0, 25.0, None, id="nobody_knows"),
        pytest.param(1, 3, 0.5, 25.0, 75.0, "50.0", id="half"),
        pytest.param(0, 3, 1.2, 0.0, 100.0, "100.0", id="more_than_planned"),
        pytest.param(2, 2, 0.0, 50.0, 25.0, None, id="nothing"),
    ],
)
def test_bar_stands_over_its_quarters(
    first: int, last: int, filled: float | None, left: float, width: float, fill: str
) -> None:
    markup = write_gantt([GanttBar("A", "1", first, last, filled, "")], {}, 4, ["a"])
    found = BAR.search(markup)
    assert found
    assert (float(found[1]), float(found[2])) == (left, width)
    assert (f"width:{fill}%" in markup) == (fill is not None)


def test_only_activities_with_both_days_are_drawn(snapshot: str) -> None:
    activities = query_schedule(snapshot, "birstonas")
    assert activities.height == 5
    assert select_dated(activities)["activity_number"].to_list() == ["1", "2"]


def test_chart_fills_what_is_paid_and_marks_decisions(screen: Screen, fed: str) -> None:
    dated = select_dated(query_schedule(fed, "birstonas"))
    changes = pl.DataFrame(
        [("activity", "2", "T-12", date(2024, 12, 20))],
        schema=NO_CHANGES.schema,
        orient="row",
    )
    chart = view_schedule(dated, changes, 2, screen)
    places = [tuple(map(float, found)) for found in BAR.findall(chart.figure)]
    assert places == [(0.0, 66.67), (33.33, 66.67)]
    assert "width:70.0%" in chart.figure
    marked = chart.figure.count('class="decided" style="left:50.00%"')
    assert marked == 1
    assert "T-12" in chart.figure
    plain = view_schedule(dated, NO_CHANGES, 2, screen)
    assert "decided" not in plain.figure
    assert "3" in chart.title or "2" in chart.title


def test_page_says_how_many_have_no_period(run_page: RunPage) -> None:
    body = read_text(run_page("plan"))
    assert 'class="gantt"' in body
    assert "3 veiklų laikotarpis plane nenurodytas" in body
    bare = "\n".join(
        block.body for block in run_page("plan", plan="kalvarija").get("html")
    )
    assert 'class="gantt"' not in bare
    assert "2 veiklų laikotarpis plane nenurodytas" in bare
