"""What is known of each municipality, and plans side by side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

MUNICIPALITIES = "marts.dim_municipality"
FIGURES = "marts.fct_public_figure"
PROGRAMMES = "marts.dim_programme"
PLANS = "reports.rpt_plan"
INDICATORS = "reports.rpt_indicator"

TWO_PROGRAMMES = [
    {"programme_code": "tum", "programme_name_lt": "Pirma", "sort_order": 1},
    {"programme_code": "kita", "programme_name_lt": "Kita", "sort_order": 2},
]


def figure(kind: str, programme: str = "tum", **cells: object) -> dict[str, Any]:
    return {
        "municipality_code": "12",
        "programme_code": programme,
        "figure_code": kind,
        "figure_kind": kind,
        **cells,
    }


@pytest.mark.parametrize(
    ("plan_count", "stream", "figures", "known"),
    [
        pytest.param(1, 2, ["allocation"], "plan", id="plan_says_more_than_a_sum"),
        pytest.param(0, 2, ["allocation", "stream"], "sum", id="sum"),
        pytest.param(0, None, ["part"], "figure", id="part_of_a_plan_is_no_sum"),
        pytest.param(0, None, ["proposal"], "figure", id="nor_is_a_proposal"),
        pytest.param(0, 1, [], "figure", id="stream_in_the_list"),
        pytest.param(0, None, [], "nothing", id="nothing"),
    ],
)
def test_municipality_is_known_by_the_most_that_is_said(
    run_model: Run,
    plan_count: int,
    stream: int | None,
    figures: list[str],
    known: str,
) -> None:
    given = {
        MUNICIPALITIES: [
            {
                "municipality_code": "12",
                "programme_stream": stream,
                "plan_count": plan_count,
            }
        ],
        FIGURES: [figure(kind) for kind in figures],
        PROGRAMMES: TWO_PROGRAMMES,
    }
    [row] = run_model("reports.rpt_municipality", given)
    assert row["known_code"] == known


def test_sum_of_another_programme_is_no_sum_of_the_plan(run_model: Run) -> None:
    given = {
        MUNICIPALITIES: [{"municipality_code": "12", "plan_count": 0}],
        FIGURES: [figure("allocation", "kita")],
        PROGRAMMES: TWO_PROGRAMMES,
    }
    [row] = run_model("reports.rpt_municipality", given)
    assert row["known_code"] == "nothing"


def test_municipality_with_plans_of_two_programmes_stays_one_row(
    run_model: Run,
) -> None:
    given = {
        "staging.stg_reference__municipalities": [{"municipality_code": "12"}],
        "staging.stg_plan_package__plan": [
            {"plan_code": code, "municipality_code": "12"} for code in ("a", "b")
        ],
    }
    [row] = run_model(MUNICIPALITIES, given)
    assert row["plan_count"] == 2


@pytest.mark.parametrize(
    ("basis", "column"),
    [
        ("net", "published_net_eur"),
        ("gross", "published_gross_eur"),
        ("ceiling", "ceiling_eur"),
        ("below", "below_eur"),
        ("above", "above_eur"),
        ("unstated", "unstated_eur"),
    ],
)
def test_amount_stands_in_the_column_of_its_basis_alone(
    run_model: Run, basis: str, column: str
) -> None:
    amount = Decimal("1500000.00")
    cells = {"unit_code": "eur", "basis_code": basis, "value": amount}
    given = {FIGURES: [figure("allocation", **cells)], PROGRAMMES: TWO_PROGRAMMES}
    [row] = run_model("reports.rpt_public_figure", given)
    amounts = {name for name, value in row.items() if name.endswith("_eur") and value}
    assert amounts == {column}
    assert row[column] == amount
    assert row["published_count"] is None


def compare(run_model: Run, **given: list[dict[str, Any]]) -> dict[str, Any]:
    plan = {"plan_code": "p", "net_eur": Decimal("100.00"), "school_count": 3}
    tables = {name.replace("__", "."): rows for name, rows in given.items()}
    [row] = run_model("reports.rpt_plan_comparison", {PLANS: [plan], **tables})
    return row


def test_money_per_school_is_rounded_to_the_cent(run_model: Run) -> None:
    assert compare(run_model)["school_net_eur"] == Decimal("33.33")


PARTICIPANTS = [
    {"plan_code": "p", "school_code": code, "school_role": "participant"}
    for code in ("G1", "G2")
]


@pytest.mark.parametrize(
    ("counted", "pupils"),
    [
        pytest.param({"G1": 10, "G2": 40}, 50, id="all_schools"),
        pytest.param({"G1": 10}, None, id="one_school_unknown"),
        pytest.param({}, None, id="none"),
    ],
)
def test_pupils_of_some_schools_are_not_those_of_the_plan(
    run_model: Run, counted: dict[str, int], pupils: int | None
) -> None:
    [row] = run_model(
        "reports.rpt_plan_pupils",
        {
            "marts.dim_school": PARTICIPANTS,
            "marts.fct_school_figure": [
                {
                    "plan_code": "p",
                    "school_code": code,
                    "figure_code": "pupil_count",
                    "period": period,
                    "value": count if period == "2023-2024" else 1,
                }
                for code, count in counted.items()
                for period in ("2022-2023", "2023-2024")
            ],
        },
    )
    assert row["known_school_count"] == len(counted)
    row |= compare(run_model, reports__rpt_plan_pupils=[row])
    assert row["pupil_count"] == pupils
    assert row["pupil_net_eur"] == (Decimal("2.00") if pupils else None)


def counted_in(year: str, **schools: int) -> list[dict[str, Any]]:
    return [
        {
            "plan_code": "p",
            "school_code": code,
            "school_year": year,
            "pupil_count": count,
        }
        for code, count in schools.items()
    ]


@pytest.mark.parametrize(
    ("counts", "pupils", "source", "year"),
    [
        pytest.param(
            [*counted_in("2023-2024", G1=5, G2=20), *counted_in("2024-2025", G1=99)],
            25,
            "open_data",
            "2023-2024",
            id="latest_year_of_all_schools",
        ),
        pytest.param(counted_in("2024-2025", G1=99), None, None, None, id="one_school"),
        pytest.param(
            [*counted_in("2023-2024", G1=5), *counted_in("2024-2025", G2=20)],
            None,
            None,
            None,
            id="years_are_not_mixed",
        ),
    ],
)
def test_pupils_that_a_plan_does_not_state_are_those_of_one_year(
    run_model: Run,
    counts: list[dict[str, Any]],
    pupils: int | None,
    source: str | None,
    year: str | None,
) -> None:
    [row] = run_model(
        "reports.rpt_plan_pupils",
        {
            "marts.dim_school": PARTICIPANTS,
            "reports.rpt_school_pupil_count": counts,
        },
    )
    found = ("pupil_count", "pupil_source_code", "pupil_school_year")
    assert tuple(row[name] for name in found) == (pupils, source, year)
    assert row["known_school_count"] == 0


def test_ambition_compares_units_of_one_kind_only(run_model: Run) -> None:
    def promised(change: int | None, unit: str, **cells: object) -> dict[str, Any]:
        return {
            "plan_code": "p",
            "is_chosen": True,
            "change_value": change,
            "unit_code": unit,
            "is_synthetic": False,
            **cells,
        }

    row = compare(
        run_model,
        reports__rpt_indicator=[
            promised(-4, "percent", status_code="reached", actual_value=1),
            promised(10, "percentage_points", status_code="late", actual_value=1),
            promised(900, "count"),
            promised(0, "percent"),
            promised(None, "percent"),
            promised(None, "percent", is_chosen=False, status_code="reached"),
        ],
    )
    assert row["chosen_count"] == 5
    assert (row["moved_target_count"], row["held_target_count"]) == (3, 1)
    assert row["median_change_points"] == 7
    assert (row["measured_count"], row["reached_count"]) == (2, 1)


def test_plan_without_indicators_promises_nothing_known(run_model: Run) -> None:
    row = compare(run_model)
    names = ("chosen_count", "moved_target_count", "measured_count")
    assert [row[name] for name in names] == [None, None, None]
