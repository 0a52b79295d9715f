"""Small files dropped into the inbox of a published tiny plan."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks.contract.contract import Kind
from etl.workbooks.headings.headings import columns_of
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import Snapshot, read_current

Row = dict[str, str]
Drop = Callable[..., Path]
Ask = Callable[[str], list[tuple[Any, ...]]]
WritePlan = Callable[..., Path]

SPENT = "select sum(net_eur) from marts.fct_expenditure"

PAYMENT: Row = {
    "plan_code": "birstonas",
    "activity_number": "1",
    "date": "2025-03-01",
    "document_number": "SF-1",
    "net_eur": "10.00",
    "vat_eur": "2.10",
    "funding_source": "EGADP",
    "phase": "executed",
}
MEASUREMENT: Row = {
    "plan_code": "birstonas",
    "indicator_number": "1",
    "period": "2024-S1",
    "value": "50",
    "value_status": "final",
    "measured_on": "2024-07-01",
    "source": "Švietimo skyrius",
}
EXAM: Row = {
    "plan_code": "birstonas",
    "school_code": "G1",
    "exam": "VBE",
    "measure": "share_36_100",
    "subject": "math",
    "school_year": "2023-2024",
    "value": "50",
    "candidates_count": "20",
}
CHANGE: Row = {
    "plan_code": "birstonas",
    "decision_number": "T-1",
    "decided_on": "2025-02-01",
    "item": "activity",
    "number": "1",
    "field": "net_eur",
    "new_value": "120.00",
}
OUTCOME: Row = {
    "plan_code": "birstonas",
    "activity_number": "1",
    "outcome": "continues",
    "as_of": "2026-05-31",
    "owner": "Švietimo skyrius",
    "yearly_cost_eur": "1200.50",
    "funded_until": "2027-12-31",
    "evidence": "T-112",
}
INDICATORS: dict[str, list[dict[str, Any]]] = {
    "indicators": [
        {
            "indicator_number": number,
            "name": f"Rodiklis {number}",
            "unit": "percent",
            "indicator_group": "mandatory",
            "direction": "increase",
            "is_chosen": is_chosen,
            "target_value": Decimal(60),
            "target_bound": "exact",
            "source_line": 10,
        }
        for number, is_chosen in (("1", True), ("2", False))
    ],
    "indicator_values": [
        {
            "indicator_number": "1",
            "period": "2021-2022",
            "value": Decimal(40),
            "value_status": "final",
            "printed": "40",
            "source_line": 11,
        }
    ],
}


def pay(number: int | str, **cells: str) -> Row:
    """Give a payment; of another amount than the usual one VAT is not given."""
    vat = {"vat_eur": ""} if "net_eur" in cells else {}
    return {**PAYMENT, "document_number": f"SF-{number}", **vat, **cells}


def write_csv(path: Path, rows: list[Row], kind: Kind = "spending") -> Path:
    """Write rows under the English headings of their kind."""
    columns = columns_of(kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([column.en for column in columns])
        writer.writerows(
            [row.get(column.name, "") for column in columns] for row in rows
        )
    return path


@pytest.fixture
def drop(settings: Settings) -> Drop:
    """Drop rows into the inbox as a CSV file."""

    def drop(*rows: Row, name: str = "a.csv", kind: Kind = "spending") -> Path:
        return write_csv(settings.inbox_dir / name, list(rows), kind)

    return drop


@pytest.fixture
def ask(settings: Settings, published: Snapshot) -> Ask:
    """Ask the snapshot that is shown now."""
    assert published

    def ask(sql: str) -> list[tuple[Any, ...]]:
        connection = open_snapshot(read_current(settings.warehouse_dir).path)
        rows = query_frame(connection, sql).rows()
        connection.close()
        return rows

    return ask
