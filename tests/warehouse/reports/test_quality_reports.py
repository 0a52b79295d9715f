"""Reports on data quality on given rows: totals, findings, tables."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]


def total(kind: str, net: str, vat: str | None = None) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "total_kind": kind,
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
    }


def cost(net: str, vat: str | None = None) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{net}:1",
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
    }


def compare(
    run_model: Run, totals: list[dict[str, Any]], costs: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    given = {"marts.fct_plan_total": totals, "marts.fct_planned_cost": costs}
    rows = run_model("reports.rpt_plan_total", given)
    return {row["total_kind"]: row for row in rows}


def test_totals_stand_beside_what_makes_them_up(run_model: Run) -> None:
    rows = compare(
        run_model,
        [
            total("direct", "90", "18"),
            total("indirect", "10", "2"),
            total("grand", "100", "20"),
            total("partners", "101", "20"),
        ],
        [cost("60", "12"), cost("40", "5")],
    )
    found = {
        kind: (row["basis_code"], row["net_difference_eur"], row["vat_difference_eur"])
        for kind, row in rows.items()
    }
    assert found == {
        "direct": ("rows", Decimal(10), Decimal(-1)),
        "indirect": ("nothing", None, None),
        "grand": ("parts", Decimal(0), Decimal(0)),
        "partners": ("grand", Decimal(-1), Decimal(0)),
    }


def test_grand_total_alone_is_held_against_rows_and_indirect_costs(
    run_model: Run,
) -> None:
    totals = [total("grand", "100"), total("indirect", "10")]
    grand = compare(run_model, totals, [cost("60"), cost("30")])["grand"]
    assert (grand["basis_code"], grand["net_difference_eur"]) == ("rows", 0)
    assert grand["vat_unknown_count"] == 2
    assert grand["vat_difference_eur"] is None


@pytest.mark.parametrize(
    ("rule", "subject", "kind"),
    [
        pytest.param("vat_unusual", "14.2 (2)", "activity", id="repeated_number"),
        pytest.param("policy_area_missing", "8.1", "activity", id="activity"),
        pytest.param("target_over_100", "13", "indicator", id="target"),
        pytest.param("baseline_zero_unclear", "13", "indicator", id="baseline"),
        pytest.param("gap_target_differs", "13", "indicator", id="gap"),
        pytest.param("change_is_level", "13", "indicator", id="level"),
        pytest.param("indicator_unknown", "99", "indicator", id="unknown_indicator"),
        pytest.param("reading_ambiguous", "G3", "school", id="school"),
        pytest.param("task_unknown", "9.9", "task", id="task"),
        pytest.param("total_not_reproduced", "direct.net_eur", "total", id="total"),
        pytest.param("totals_disagree", "grand.vat_eur", "total", id="totals"),
        pytest.param("document_cut", "document", "document", id="document"),
    ],
)
def test_finding_says_what_kind_of_thing_it_is_about(
    run_model: Run, rule: str, subject: str, kind: str
) -> None:
    finding = {"plan_code": "p", "rule_code": rule, "subject": subject}
    given = {"marts.fct_finding": [{**finding, "severity": "warning"}]}
    [row] = run_model("reports.rpt_finding", given)
    assert row["subject_kind"] == kind


def test_tables_count_only_printed_rows_of_a_plan(run_model: Run) -> None:
    given = {
        "marts.dim_activity": [{"plan_code": "p"}, {"plan_code": "p"}],
        "marts.fct_indicator_value": [
            {"plan_code": "p", "value_kind": "baseline"},
            {"plan_code": "p", "value_kind": "measurement"},
        ],
        "marts.fct_exam_result": [{"plan_code": "p", "source_kind": "workbook"}],
    }
    rows = run_model("reports.rpt_source_table", given)
    counts = {row["table_code"]: row["row_count"] for row in rows}
    assert counts == {"activities": 2, "indicator_values": 1}
