"""Measurements against the straight line; exam figures of known and small groups."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

TARGETS = "marts.fct_indicator_target"
INDICATORS = "marts.dim_indicator"
VALUES = "marts.fct_indicator_value"
KEY = {"plan_code": "p", "indicator_number": "1"}


def measure(run_model: Run, value: int | None, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    """Measure half-way between a baseline of 40 and a target of 60."""
    target = {
        "baseline_value": Decimal(40),
        "baseline_status": "final",
        "baseline_date": date(2024, 1, 1),
        "target_in_force_value": Decimal(60),
        "target_bound": "exact",
        "target_date": date(2024, 12, 31),
    }
    target |= {name: cells.pop(name) for name in list(cells) if name in target}
    direction = cells.pop("direction", "increase")
    measurement = {
        **KEY,
        "value_kind": "measurement",
        "value": None if value is None else Decimal(value),
        "measured_date": date(2024, 7, 1),
        **cells,
    }
    given = {
        TARGETS: [{**KEY, **target}],
        INDICATORS: [{**KEY, "direction": direction}],
        VALUES: [measurement],
    }
    [row] = run_model("reports.rpt_measurement", given)
    return row


FALLING = {"direction": "decrease", "target_in_force_value": Decimal(20)}


@pytest.mark.parametrize(
    ("value", "cells", "status"),
    [
        pytest.param(51, {}, "on_course", id="ahead_of_the_line"),
        pytest.param(46, {}, "at_risk", id="half_of_the_line"),
        pytest.param(44, {}, "off_course", id="less"),
        pytest.param(39, {}, "off_course", id="the_wrong_way"),
        pytest.param(60, {}, "reached", id="target"),
        pytest.param(70, {}, "reached", id="overshoot"),
        pytest.param(29, FALLING, "on_course", id="falling_ahead"),
        pytest.param(41, FALLING, "off_course", id="falling_the_wrong_way"),
        pytest.param(10, FALLING, "reached", id="falling_past_the_target"),
        pytest.param(70, {"target_bound": "at_least"}, "reached", id="at_least"),
        pytest.param(None, {}, "not_measured", id="no_value"),
        pytest.param(50, {"school_code": "G1"}, "one_school", id="one_school"),
        pytest.param(
            50, {"baseline_date": None}, "pace_unknown", id="undated_baseline"
        ),
        pytest.param(50, {"baseline_status": "unclear"}, "pace_unknown", id="unclear"),
        pytest.param(
            50, {"baseline_value": Decimal(60)}, "pace_unknown", id="baseline_is_target"
        ),
        pytest.param(50, {"target_in_force_value": None}, "no_target", id="no_target"),
    ],
)
def test_measurement_is_held_against_the_line(
    run_model: Run, value: int | None, cells: dict[str, Any], status: str
) -> None:
    assert measure(run_model, value, **cells)["status_code"] == status


def test_progress_is_the_share_of_the_way(run_model: Run) -> None:
    row = measure(run_model, 45)
    assert row["progress_ratio"] == 0.25
    assert row["expected_ratio"] == pytest.approx(182 / 365)
    assert measure(run_model, 35, **FALLING)["progress_ratio"] == 0.25


def test_progress_takes_the_latest_value_of_the_municipality(run_model: Run) -> None:
    measurement = {**KEY, "status_code": "on_course", "value": Decimal(1)}
    given = {
        TARGETS: [
            {**KEY, "target_in_force_value": Decimal(9)},
            {**KEY, "indicator_number": "2", "target_in_force_value": Decimal(9)},
            {**KEY, "indicator_number": "3"},
        ],
        "reports.rpt_measurement": [
            {**measurement, "measured_date": date(2024, 1, 1)},
            {**measurement, "measured_date": date(2025, 1, 1), "value": Decimal(2)},
            {**measurement, "measured_date": date(2026, 1, 1), "school_code": "G1"},
        ],
    }
    rows = run_model("reports.rpt_indicator_progress", given)
    found = {r["indicator_number"]: (r["actual_value"], r["status_code"]) for r in rows}
    assert found == {
        "1": (2, "on_course"),
        "2": (None, "not_measured"),
        "3": (None, "no_target"),
    }


@pytest.mark.parametrize(
    ("cells", "forecast"),
    [
        pytest.param({}, Decimal("50.00"), id="twice_the_way_in_twice_the_time"),
        pytest.param({"progress_ratio": -0.5}, Decimal("20.00"), id="wrong_way"),
        pytest.param({"progress_ratio": 2.0}, None, id="share_over_a_hundred"),
        pytest.param(
            {"progress_ratio": 2.0, "unit_code": "count"},
            Decimal("120.00"),
            id="number_over_a_hundred",
        ),
        pytest.param({"expected_ratio": 1.0}, None, id="day_has_passed"),
        pytest.param({"expected_ratio": 0.0}, None, id="no_time_has_passed"),
        pytest.param({"expected_ratio": None}, None, id="undated_baseline"),
        pytest.param({"progress_ratio": None}, None, id="no_way"),
    ],
)
def test_forecast_goes_on_at_the_pace_so_far(
    run_model: Run, cells: dict[str, Any], forecast: Decimal | None
) -> None:
    measurement = {
        **KEY,
        "unit_code": "percent",
        "value": Decimal(45),
        "baseline_value": Decimal(40),
        "target_value": Decimal(60),
        "progress_ratio": 0.25,
        "expected_ratio": 0.5,
        **cells,
    }
    given = {TARGETS: [KEY], "reports.rpt_measurement": [measurement]}
    [row] = run_model("reports.rpt_indicator_progress", given)
    assert row["forecast_value"] == forecast


@pytest.mark.parametrize(
    ("count", "value", "is_small"),
    [(4, None, True), (5, 50, False), (None, 50, None)],
    ids=["small", "large_enough", "size_not_known"],
)
def test_figures_of_small_groups_are_withheld(
    run_model: Run, count: int | None, value: int | None, *, is_small: bool | None
) -> None:
    result = {"exam_code": "VBE", "value": Decimal(50), "candidates_count": count}
    given = {"intermediate.int_exam_results__combined": [result]}
    [row] = run_model("marts.fct_exam_result", given)
    assert (row["value"], row["is_small_group"]) == (value, is_small)


@pytest.mark.parametrize(
    ("share", "count", "bounds"),
    [
        pytest.param(50, 20, (29.93, 70.07), id="half_of_twenty"),
        pytest.param(0, 10, (0.0, 27.75), id="none_of_ten"),
        pytest.param(100, 10, (72.25, 100.0), id="all_of_ten"),
    ],
)
def test_share_of_a_group_has_bounds(
    run_model: Run, share: int, count: int, bounds: tuple[float, float]
) -> None:
    result = {
        "exam_code": "VBE",
        "unit_code": "percent",
        "value": Decimal(share),
        "candidates_count": count,
    }
    exams = {
        "marts.fct_exam_result": [result],
        "marts.dim_exam": [{"exam_code": "VBE"}],
    }
    [row] = run_model("reports.rpt_exam_result", exams)
    assert (row["low_value"], row["high_value"]) == pytest.approx(bounds, abs=0.01)


@pytest.mark.parametrize(
    ("unit", "value", "count"),
    [("score", 50, 20), ("percent", 50, None), ("percent", 150, 20)],
    ids=["no_share", "size_not_known", "no_possible_share"],
)
def test_no_bounds_where_none_can_be_told(
    run_model: Run, unit: str, value: int, count: int | None
) -> None:
    result = {"exam_code": "VBE", "unit_code": unit, "value": Decimal(value)}
    result["candidates_count"] = count
    exams = {
        "marts.fct_exam_result": [result],
        "marts.dim_exam": [{"exam_code": "VBE"}],
    }
    [row] = run_model("reports.rpt_exam_result", exams)
    assert (row["low_value"], row["high_value"]) == (None, None)


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("share_36_100", "percent"),
        ("gap_lt_math_basic_level_pct", "percentage_points"),
        ("mean_score", "score"),
        ("medal_winners", "count"),
        ("other", None),
    ],
)
def test_list_of_measures_names_the_unit(
    run_model: Run, measure: str, unit: str | None
) -> None:
    listed = {
        "share_36_100": "percent",
        "gap_lt_math_basic_level_pct": "percentage_points",
        "mean_score": "score",
        "medal_winners": "count",
    }
    given = {
        "raw.workbook__exams": [{"plan_code": "p", "measure": measure}],
        "raw.reference__exam_measures": [
            {"measure_code": code, "unit": kind} for code, kind in listed.items()
        ],
    }
    [row] = run_model("staging.stg_workbook__exams", given)
    assert row["unit_code"] == unit
