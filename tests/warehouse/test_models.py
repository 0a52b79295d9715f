"""Single models on given rows: what each file promises in its header."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

ACTIVITIES = "staging.stg_plan_package__activities"
NUMBERS = "intermediate.int_activity_numbers__resolved"
VALUES = "intermediate.int_indicator_values__combined"
INDICATORS = "staging.stg_plan_package__indicators"


def activity(number: str, occurrence: int = 1, **cells: object) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:{occurrence}",
        "activity_number": number,
        "occurrence": occurrence,
        "cost_role": "none",
        **cells,
    }


def test_activities_sort_as_numbers_not_as_text(run_model: Run) -> None:
    printed = ["8.10", "14.2", "8", "8.2", "8.2.1"]
    rows = run_model("marts.dim_activity", {ACTIVITIES: [activity(n) for n in printed]})
    ordered = sorted(rows, key=lambda row: row["sort_order"])
    assert [row["activity_number"] for row in ordered] == [
        "8",
        "8.2",
        "8.2.1",
        "8.10",
        "14.2",
    ]


def test_activity_knows_its_parent_row(run_model: Run) -> None:
    given = {
        ACTIVITIES: [activity("2"), activity("2.1", parent_number="2")],
        NUMBERS: [{"plan_code": "p", "activity_number": "2", "activity_key": "p:2:1"}],
    }
    parents = {
        row["activity_number"]: row["parent_activity_key"]
        for row in run_model("marts.dim_activity", given)
    }
    assert parents == {"2": None, "2.1": "p:2:1"}


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        pytest.param(["none", "counted"], "p:14.2:2", id="the_counted_one"),
        pytest.param(["none", "none"], "p:14.2:1", id="else_the_first"),
    ],
)
def test_repeated_number_means_one_row(
    run_model: Run, roles: list[str], expected: str
) -> None:
    rows = [
        activity("14.2", occurrence, cost_role=role)
        for occurrence, role in enumerate(roles, start=1)
    ]
    [row] = run_model(NUMBERS, {ACTIVITIES: rows})
    assert row["activity_key"] == expected


@pytest.mark.parametrize(
    ("period", "last_day", "school_year"),
    [
        pytest.param("2021-2022", date(2022, 8, 31), "2021-2022", id="school_year"),
        pytest.param("2024", date(2024, 12, 31), None, id="year"),
        pytest.param("2024-S1", date(2024, 6, 30), None, id="first_half"),
        pytest.param("2024-S2", date(2024, 12, 31), None, id="second_half"),
        pytest.param(None, None, None, id="not_printed"),
    ],
)
def test_period_has_a_last_day(
    run_model: Run,
    period: str | None,
    last_day: date | None,
    school_year: str | None,
) -> None:
    table = "staging.stg_plan_package__indicator_values"
    [row] = run_model(VALUES, {table: [{"plan_code": "p", "period": period}]})
    assert (row["period_end_date"], row["school_year"]) == (last_day, school_year)


def test_target_stands_beside_its_latest_measured_baseline(run_model: Run) -> None:
    baseline = {"plan_code": "p", "indicator_number": "1", "value_kind": "baseline"}
    periods = {"2020-2021": "1", "2021-2022": "2", "2022-2023": None}
    given = {
        INDICATORS: [
            {"plan_code": "p", "indicator_number": "1", "is_chosen": True},
            {"plan_code": "p", "indicator_number": "2", "is_chosen": True},
            {"plan_code": "p", "indicator_number": "3", "is_chosen": False},
        ],
        VALUES: [
            {
                **baseline,
                "period": period,
                "period_end_date": date(int(period[-4:]), 8, 31),
                "value": None if value is None else Decimal(value),
            }
            for period, value in periods.items()
        ],
        "marts.dim_plan": [{"plan_code": "p", "last_activity_date": date(2025, 1, 1)}],
    }
    rows = run_model("marts.fct_indicator_target", given)
    found = {row["indicator_number"]: row["baseline_period"] for row in rows}
    assert found == {"1": "2021-2022", "2": None}


def exam_result(source: str, year: str, value: int) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "school_code": "G1",
        "exam_code": "VBE",
        "measure_code": "share_36_100",
        "subject_code": "math",
        "school_year": year,
        "value": Decimal(value),
        "source_document_key": source,
    }


@pytest.mark.parametrize(
    ("is_synthetic", "shown"),
    [
        pytest.param(False, 61, id="reported_replaces_printed"),
        pytest.param(True, 60, id="made_up_never_does"),
    ],
)
def test_exam_figure_that_is_reported_and_printed(
    run_model: Run, *, is_synthetic: bool, shown: int
) -> None:
    reported = exam_result("workbook", "2022-2023", 61)
    given = {
        "staging.stg_plan_package__exam_results": [
            exam_result("package", "2021-2022", 50),
            exam_result("package", "2022-2023", 60),
        ],
        "intermediate.int_exams__deduplicated": [
            {**reported, "is_synthetic": is_synthetic}
        ],
    }
    rows = run_model("intermediate.int_exam_results__combined", given)
    assert {row["school_year"]: row["value"] for row in rows} == {
        "2021-2022": Decimal(50),
        "2022-2023": Decimal(shown),
    }


@pytest.mark.parametrize(
    ("exam", "year", "is_after"),
    [
        pytest.param("VBE", "2023-2024", False, id="before_the_break"),
        pytest.param("VBE", "2024-2025", True, id="first_year_after_it"),
        pytest.param("PUPP", "2024-2025", False, id="exam_without_a_break"),
    ],
)
def test_exam_result_says_that_the_series_broke(
    run_model: Run, exam: str, year: str, *, is_after: bool
) -> None:
    result = {**exam_result("package", year, 50), "exam_code": exam}
    given = {
        "intermediate.int_exam_results__combined": [result],
        "marts.dim_exam": [
            {"exam_code": "VBE", "series_break_school_year": "2024-2025"},
            {"exam_code": "PUPP"},
        ],
    }
    [row] = run_model("marts.fct_exam_result", given)
    assert row["is_after_series_break"] is is_after


def test_series_breaks_at_the_end_of_the_school_year(run_model: Run) -> None:
    given = {
        "staging.stg_reference__exams": [
            {"exam_code": "VBE", "series_break_year": 2025},
            {"exam_code": "PUPP"},
        ]
    }
    rows = run_model("marts.dim_exam", given)
    assert {row["exam_code"]: row["series_break_school_year"] for row in rows} == {
        "VBE": "2024-2025",
        "PUPP": None,
    }


def test_calendar_spans_whole_years_and_knows_school_years(run_model: Run) -> None:
    spans = [activity("1", period_start_date=date(2023, 9, 1))]
    table = "intermediate.int_dates__mentioned"
    mentioned = run_model(table, {ACTIVITIES: spans})
    days = run_model("intermediate.int_calendar__bounded", {table: mentioned})
    given = {"intermediate.int_calendar__bounded": days}
    rows = run_model("marts.dim_date", given)
    years = {row["calendar_date"]: row["school_year"] for row in rows}
    assert len(rows) == 365
    assert years[date(2023, 8, 31)] == "2022-2023"
    assert years[date(2023, 9, 1)] == "2023-2024"


def test_calendar_of_nothing_is_empty(run_model: Run) -> None:
    assert run_model("intermediate.int_calendar__bounded", {}) == []
