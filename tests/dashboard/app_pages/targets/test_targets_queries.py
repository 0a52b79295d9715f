from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.app_pages.targets import queries
from dashboard.kit.filters import TargetFilter
from warehouse.connection import open_snapshot, query_frame

WHOLE = TargetFilter("kaunas")


def ask(snapshot: str, sql: str) -> Any:  # noqa: ANN401
    """Ask the marts, not the reports the page reads."""
    return query_frame(open_snapshot(Path(snapshot)), sql).item()


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        pytest.param({"group": ("mandatory",)}, {"1", "2", "3", "4"}, id="group"),
        pytest.param(
            {"direction": ("decrease",)}, {"3", "5", "13", "14", "15"}, id="direction"
        ),
        pytest.param(
            {"status": ("not_chosen",)}, {f"x{n}" for n in range(1, 9)}, id="status"
        ),
        pytest.param(
            {"indicator_search": "ATOTRUKIO pupp"}, {"13", "14"}, id="words_no_accents"
        ),
        pytest.param(
            {"group": ("mandatory",), "direction": ("decrease",)}, {"3"}, id="both"
        ),
        pytest.param(
            {"indicator_search": "' union select 1 --"}, set(), id="no_injection"
        ),
    ],
)
def test_filters_leave_the_indicators_they_should(
    bundled: str, narrowed: dict[str, Any], expected: set[str]
) -> None:
    chosen = TargetFilter("kaunas", **narrowed)
    found = queries.query_indicators(bundled, chosen)
    assert set(found["indicator_number"]) == expected
    assert queries.query_totals(bundled, chosen)["listed_count"] == len(expected)


def test_area_filter_leaves_indicators_of_its_activities(bundled: str) -> None:
    chosen = TargetFilter("kaunas", area=("leadership",))
    expected = ask(
        bundled,
        "select count(distinct indicator_number) from reports.rpt_indicator_policy_area"
        " where plan_code = 'kaunas' and policy_area_code = 'leadership'",
    )
    found = queries.query_totals(bundled, chosen)["listed_count"]
    assert 0 < found == expected


def test_totals_part_the_chosen_indicators_without_rest(bundled: str) -> None:
    totals = queries.query_totals(bundled, WHOLE)
    assert (totals["chosen_count"], totals["listed_count"]) == (24, 32)
    assert totals["baseline_count"] + totals["no_baseline_count"] == 24
    reasons = ("unmeasured", "unclear", "missing")
    parts = [totals[f"baseline_{reason}_count"] for reason in reasons]
    assert sum(parts) == totals["no_baseline_count"] == 10
    assert totals["measured_count"] == 0


def test_money_of_an_indicator_never_exceeds_the_plan(bundled: str) -> None:
    whole = ask(
        bundled,
        "select sum(net_eur) from marts.fct_planned_cost where plan_code = 'kaunas'",
    )
    found = queries.query_indicators(bundled, WHOLE)["net_eur"].drop_nulls()
    assert 0 < found.max() <= whole < found.sum()


def test_count_without_says_what_each_filter_costs(bundled: str) -> None:
    chosen = TargetFilter("kaunas", group=("mandatory",), direction=("maintain",))
    left = queries.count_without(bundled, chosen)
    assert left == {"group": 0, "direction": 4}


def test_plan_without_indicators_offers_nothing_to_choose(bundled: str) -> None:
    assert queries.query_choices(bundled, "anyksciai", "lt").is_empty()
