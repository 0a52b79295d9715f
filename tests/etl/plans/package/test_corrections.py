from decimal import Decimal

import pytest

from etl.plans.contract.plan_package import Row, Rows
from etl.plans.package.corrections import apply_corrections
from pazanga.errors import PackageError


def correct(printed: str | None, corrected: str | None, **fields: str) -> Row:
    row = {
        "table": "activities",
        "key": "8.2|1",
        "column": "net_eur",
        "printed": printed,
        "corrected": corrected,
        "why": "Page 12 prints it so.",
    }
    return {**row, **fields}


@pytest.mark.parametrize(
    ("correction", "column", "value"),
    [
        pytest.param(
            correct("100.50", "100.60"), "net_eur", Decimal("100.60"), id="amount"
        ),
        pytest.param(correct("100.50", None), "net_eur", None, id="emptied"),
        pytest.param(
            correct(None, "žr. 9.", column="cost_note"),
            "cost_note",
            "žr. 9.",
            id="filled",
        ),
    ],
)
def test_correction_changes_its_cell(
    correction: Row, column: str, value: object, rows: Rows
) -> None:
    changed, reported = apply_corrections(rows, [correction])
    by_number = {row["activity_number"]: row for row in changed["activities"]}
    assert by_number["8.2"][column] == value
    assert by_number["8.10"]["net_eur"] == Decimal(50)
    [finding] = reported["correction_applied"]
    assert finding.line == 3
    assert finding.message.endswith("Page 12 prints it so.")
    assert reported["correction_stale"] == []


@pytest.mark.parametrize(
    ("correction", "problem"),
    [
        pytest.param(correct("99.00", "1.00"), "“100.50” is read there now", id="read"),
        pytest.param(correct("", "1.00", key="9|1"), "no such row", id="row"),
        pytest.param(correct("", "1", column="x"), "no such table or co", id="column"),
        pytest.param(correct("", "1", table="x"), "no such table or co", id="table"),
        pytest.param(
            correct("8.2", "8.10", column="activity_number"),
            "another row already has",
            id="key_taken",
        ),
    ],
)
def test_stale_correction_changes_nothing(
    correction: Row, problem: str, rows: Rows
) -> None:
    changed, reported = apply_corrections(rows, [correction])
    assert changed == rows
    [finding] = reported["correction_stale"]
    assert problem in finding.message
    assert reported["correction_applied"] == []


def test_corrections_of_one_row_do_not_disturb_each_other(rows: Rows) -> None:
    changed, reported = apply_corrections(
        rows,
        [
            correct("8.2", "8.3", column="activity_number"),
            correct("100.50", "7.00"),
        ],
    )
    assert len(reported["correction_applied"]) == 2
    assert [
        row["net_eur"]
        for row in changed["activities"]
        if row["activity_number"] == "8.3"
    ] == [Decimal("7.00")]


def test_correction_must_fit_its_column(rows: Rows) -> None:
    with pytest.raises(PackageError, match="column “net_eur” does not take “daug”"):
        apply_corrections(rows, [correct("100.50", "daug")])
