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


def test_last_change_is_of_the_last_year_that_compares(run_model: Run) -> None:
    given = [
        result("G1", "math", "10", school_year="2019-2020"),
        result("G1", "math", "15", school_year="2020-2021"),
        result("G1", "math", "12", is_ambiguous=True),
        result("G2", "math", "20", school_year="2019-2020"),
        result("G2", "math", "28", school_year="2020-2021"),
        result("G2", "lt", "50", school_year="2020-2021"),
        result("G2", "lt", "40"),
    ]
    rows = run_model("reports.rpt_exam_change", {RESULTS: given})
    found = {
        (row["school_code"], row["subject_code"], row["school_year"]): row["is_last"]
        for row in rows
    }
    assert found == {
        ("G1", "math", "2020-2021"): True,
        ("G1", "math", "2021-2022"): False,
        ("G2", "math", "2020-2021"): True,
        ("G2", "lt", "2021-2022"): True,
    }


def test_move_sums_up_the_last_changes(run_model: Run) -> None:
    moved = [("G1", 10, 15), ("G2", 20, 28), ("G3", 30, 21), ("G4", 40, 40)]
    given = [
        {
            "plan_code": "p",
            "school_code": school,
            "exam_code": "VBE",
            "measure_code": "share_36_100",
            "subject_code": "math",
            "unit_code": "percent",
            "previous_year": "2020-2021",
            "school_year": "2021-2022",
            "previous_value": Decimal(before),
            "value": Decimal(after),
            "change_value": Decimal(after - before),
            "is_last": True,
        }
        for school, before, after in moved
    ]
    earlier = {**given[0], "school_year": "2020-2021", "is_last": False}
    [row] = run_model(
        "reports.rpt_exam_move", {"reports.rpt_exam_change": [*given, earlier]}
    )
    counts = ("school_count", "grown_count", "shrunk_count")
    assert [row[name] for name in counts] == [4, 2, 1]
    medians = (row["previous_median"], row["median_value"])
    assert medians == (Decimal(25), Decimal("24.5"))
    assert (row["previous_year"], row["school_year"]) == ("2020-2021", "2021-2022")
    assert not row["is_gap"]


def test_spread_counts_all_figures_beside_those_that_count(run_model: Run) -> None:
    given = [
        result("G1", "math", "10", candidates_count=7, source_kind="workbook"),
        result("G2", "math", None, candidates_count=3, is_small_group=True),
        result("G3", "math", "0", is_ambiguous=True, is_synthetic=True),
    ]
    [row] = run_model("reports.rpt_exam_spread", {RESULTS: given})
    counts = ("figure_count", "value_count", "candidates_count", "withheld_count")
    assert [row[name] for name in counts] == [3, 2, 10, 1]
    assert (row["is_reported"], row["is_synthetic"]) == (True, True)


def test_coverage_counts_the_figures_of_a_school(run_model: Run) -> None:
    given = [
        result("G1", "math", "10", candidates_count=7),
        result("G1", "math", "9", measure_code="mean_score", is_ambiguous=True),
        result("G1", "lt", "9"),
        result("G2", "math", "9"),
    ]
    rows = run_model("reports.rpt_exam_coverage", {RESULTS: given})
    counts = ("figure_count", "ambiguous_count", "counted_count")
    found = {
        (row["school_code"], row["subject_code"]): tuple(row[name] for name in counts)
        for row in rows
    }
    assert found == {
        ("G1", "math"): (2, 1, 1),
        ("G1", "lt"): (1, 0, 0),
        ("G2", "math"): (1, 0, 0),
    }
