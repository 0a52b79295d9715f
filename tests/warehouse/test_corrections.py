"""Business keys decide: of rows with one key one counts, and the others are history."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etl.refresh.raw import PRECEDENCE
from etl.workbooks.contract.contract import SCHEMAS, Kind

Run = Callable[..., list[dict[str, Any]]]

KEYS: dict[Kind, dict[str, Any]] = {
    "spending": {
        "plan_code": "p",
        "document_number": "1",
        "_document_key": "p|executed||1|2025-01-01",
        "activity_number": "1",
        "_source_row": 2,
    },
    "measurements": {
        "plan_code": "p",
        "indicator_number": "1",
        "period": "2024",
        "school_code": "G1",
    },
    "exams": {
        "plan_code": "p",
        "school_code": "G1",
        "exam": "VBE",
        "measure": "mean_score",
        "subject": "math",
        "school_year": "2023-2024",
    },
    "plan-changes": {
        "plan_code": "p",
        "decision_number": "T-1",
        "item": "activity",
        "number": "1",
        "field": "net_eur",
    },
    "outcomes": {"plan_code": "p", "activity_number": "1", "as_of": date(2026, 5, 31)},
}
FIGURES: dict[Kind, str] = {
    "spending": "net_eur",
    "measurements": "value",
    "exams": "value",
    "plan-changes": "new_value",
    "outcomes": "yearly_cost_eur",
}
STEPS = {
    ("spending", "repeated"): ["ordered", "summed", "repeated"],
}
OTHERS = {
    "phase": "approved",
    "exam": "PUPP",
    "item": "indicator",
    "field": "vat_eur",
    "as_of": date(2026, 6, 30),
}


def report(kind: Kind, figure: int, precedence: int, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {
        **KEYS[kind],
        FIGURES[kind]: Decimal(figure),
        PRECEDENCE: precedence,
        "is_synthetic": False,
        "_source_document_key": f"workbook:{precedence}",
        **cells,
    }


def run_steps(run_model: Run, kind: Kind, rows: list[dict[str, Any]], step: str) -> Any:  # noqa: ANN401 - rows of a model
    name = kind.replace("-", "_")
    table = f"staging.stg_workbook__{name}"
    known = {table: run_model(table, {f"raw.workbook__{name}": rows})}
    for model in STEPS.get((kind, step), [step]):
        table = f"intermediate.int_{name}__{model}"
        known[table] = run_model(table, known)
    return known[table]


def run_current(run_model: Run, kind: Kind, rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - rows of a model
    """Run the model that keeps of each key the row that counts."""
    if kind == "spending":
        ordered = run_steps(run_model, kind, rows, "ordered")
        return [row for row in ordered if row["is_current"]]
    return run_steps(run_model, kind, rows, "deduplicated")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_later_file_counts_under_the_same_key(run_model: Run, kind: Kind) -> None:
    rows = [report(kind, 1, 1), report(kind, 3, 3), report(kind, 2, 2)]
    [row] = run_current(run_model, kind, rows)
    assert row[FIGURES[kind]] == Decimal(3)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("spending", "_document_key"),
        *(
            (kind, key)
            for kind, schema in SCHEMAS.items()
            for key in schema.primary_key()
        ),
    ],
)
def test_rows_that_differ_in_any_key_column_both_count(
    run_model: Run, kind: Kind, column: str
) -> None:
    other = OTHERS.get(column, "other")
    rows = [report(kind, 1, 1), report(kind, 2, 2, **{column: other})]
    assert len(run_current(run_model, kind, rows)) == 2
    assert run_steps(run_model, kind, rows, "repeated") == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_correction_says_what_was_said_before(run_model: Run, kind: Kind) -> None:
    rows = [report(kind, figure, at) for at, figure in enumerate([1, 2, 2, 3])]
    stacked = run_steps(run_model, kind, rows, "repeated")
    name = kind.replace("-", "_")
    revisions = run_model(
        "marts.fct_revision", {f"intermediate.int_{name}__repeated": stacked}
    )
    found = [
        (Decimal(row["old_value_text"]), Decimal(row["new_value_text"]))
        for row in sorted(revisions, key=lambda row: row["source_document_key"])
    ]
    assert found == [(1, 2), (2, 3)]
    assert {row["column_name"] for row in revisions} == {FIGURES[kind]}
    assert revisions[0]["old_source_document_key"] == "workbook:0"


@pytest.mark.parametrize(
    ("known_as", "counted", "places"),
    [("p", [1, 2], [-1, 2]), ("q", [1, 2], [1, -1]), (None, [1, 2], [-1, -1])],
)
def test_mark_of_another_plan_takes_no_payment_away(
    run_model: Run, known_as: str | None, counted: list[int], places: list[int]
) -> None:
    marked = {"corrects": "m", "_document_key": "p"}
    rows = [
        report("spending", 1, 1, **marked),
        report("spending", 2, 2, **{**marked, "plan_code": "q", "_document_key": "q"}),
    ]
    table = "staging.stg_workbook__spending"
    given = {
        table: run_model(table, {"raw.workbook__spending": rows}),
        "ops.quarantine": [
            {"row_mark": "m", "plan_code": known_as, "origin_number": -1}
        ],
    }
    found = run_model("intermediate.int_spending__ordered", given)
    by_amount = sorted(found, key=lambda row: row["net_eur"])
    assert [row["net_eur"] for row in by_amount] == counted
    assert [row["document_precedence"] for row in by_amount] == places


def test_value_that_appears_or_vanishes_is_a_correction(run_model: Run) -> None:
    rows = [report("exams", 1, 1, value=None), report("exams", 1, 2)]
    rows.append(report("exams", 1, 3, value=None))
    stacked = run_steps(run_model, "exams", rows, "repeated")
    revisions = run_model(
        "marts.fct_revision", {"intermediate.int_exams__repeated": stacked}
    )
    texts = [(row["old_value_text"], row["new_value_text"]) for row in revisions]
    assert sorted(texts, key=str) == [("1.0000", None), (None, "1.0000")]


def test_real_row_is_no_correction_of_a_made_up_one(run_model: Run) -> None:
    rows = [report("spending", 1, 1), report("spending", 2, -9, is_synthetic=True)]
    stacked = run_steps(run_model, "spending", rows, "repeated")
    assert stacked == []
