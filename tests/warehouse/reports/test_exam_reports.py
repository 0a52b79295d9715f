"""Reports on exams on given rows: gaps, spread, change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]
RESULTS = "reports.rpt_exam_result"


def result(
    school: str, subject: str, value: str | None, **cells: object
) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "school_code": school,
        "exam_code": "VBE",
        "measure_code": "share_36_100",
        "subject_code": subject,
        "school_year": "2021-2022",
        "value": None if value is None else Decimal(value),
        "unit_code": "percent",
        "is_ambiguous": False,
        "is_after_series_break": False,
        **cells,
    }


def test_gap_is_lithuanian_less_mathematics_of_the_same_measure(
    run_model: Run,
) -> None:
    given = [
        result("G1", "lt", "66"),
        result("G1", "math", "19"),
        result("G1", "math", "41", school_year="2020-2021"),
        result("G2", "lt", "50"),
        result("G2", "math", "60"),
    ]
    rows = run_model("reports.rpt_exam_gap", {RESULTS: given})
    assert {row["school_code"]: row["gap_value"] for row in rows} == {
        "G1": Decimal(47),
        "G2": Decimal(-10),
    }
    assert all(row["is_derived"] for row in rows)


def test_printed_gap_stays_as_printed(run_model: Run) -> None:
    printed = result(
        "G1",
        "none",
        "64.69",
        exam_code="PUPP",
        measure_code="gap_lt_math_basic_level_pct",
        unit_code="percentage_points",
    )
    [row] = run_model("reports.rpt_exam_gap", {RESULTS: [printed]})
    assert (row["gap_value"], row["is_derived"]) == (Decimal("64.69"), False)
    assert row["lithuanian_value"] is None


def test_ambiguous_subject_makes_the_gap_ambiguous(run_model: Run) -> None:
    given = [result("G1", "lt", "68"), result("G1", "math", "0", is_ambiguous=True)]
    [row] = run_model("reports.rpt_exam_gap", {RESULTS: given})
    assert row["is_ambiguous"]


def test_spread_leaves_ambiguous_and_missing_figures_out(run_model: Run) -> None:
    given = [
        result("G1", "math", "10"),
        result("G2", "math", "14"),
        result("G3", "math", "45"),
        result("G4", "math", "0", is_ambiguous=True),
        result("G5", "math", None),
    ]
    [row] = run_model("reports.rpt_exam_spread", {RESULTS: given})
    names = ("lowest_value", "median_value", "highest_value", "spread_value")
    assert [row[name] for name in names] == [10, 14, 45, 35]
    assert (row["school_count"], row["ambiguous_count"]) == (3, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [
        pytest.param({}, {}, Decimal(-22), id="both_plain"),
        pytest.param({"is_ambiguous": True}, {}, None, id="earlier_ambiguous"),
        pytest.param({}, {"is_ambiguous": True}, None, id="later_ambiguous"),
        pytest.param({}, {"is_after_series_break": True}, None, id="over_a_break"),
        pytest.param(
            {"is_after_series_break": True},
            {"is_after_series_break": True},
            Decimal(-22),
            id="both_after_the_break",
        ),
    ],
)
def test_change_is_told_only_between_figures_that_compare(
    run_model: Run,
    earlier: dict[str, Any],
    later: dict[str, Any],
    change: Decimal | None,
) -> None:
    given = [
        result("G1", "math", "41", school_year="2020-2021", **earlier),
        result("G1", "math", "19", **later),
    ]
    [row] = run_model("reports.rpt_exam_change", {RESULTS: given})
    assert row["change_value"] == change


def test_change_needs_two_years(run_model: Run) -> None:
    given = [result("G1", "math", "41"), result("G2", "math", "19")]
    assert run_model("reports.rpt_exam_change", {RESULTS: given}) == []
