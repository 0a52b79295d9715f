"""What a plan lists, and rows of each kind that are held against it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from etl.inbox.plausible import find_doubtful, find_impossible
from etl.inbox.references import References
from etl.plans.package.read import read_reference
from etl.refresh.raw import create_raw
from etl.workbooks.contract.contract import SCHEMAS, Kind
from pazanga.settings import PROJECT_ROOT
from warehouse.connection import connect_memory, insert_frame

RECEIVED = datetime(2026, 5, 10, tzinfo=UTC)
PAID: dict[str, Any] = {
    "plan_code": "p",
    "activity_number": "1",
    "school_code": "",
    "date": date(2025, 3, 1),
    "net_eur": Decimal(100),
    "vat_eur": Decimal(21),
    "phase": "executed",
}
MEASURED: dict[str, Any] = {
    "plan_code": "p",
    "indicator_number": "1",
    "school_code": "",
    "value": Decimal(50),
    "measured_on": date(2026, 1, 1),
}
RESULT: dict[str, Any] = {
    "plan_code": "p",
    "school_code": "",
    "exam": "VBE",
    "measure": "share_36_100",
    "subject": "",
    "value": Decimal(50),
}
DECIDED: dict[str, Any] = {
    "plan_code": "p",
    "item": "indicator",
    "number": "1",
    "field": "target_value",
    "new_value": Decimal(50),
}
ROWS: dict[Kind, dict[str, Any]] = {
    "spending": PAID,
    "measurements": MEASURED,
    "exams": RESULT,
    "plan-changes": DECIDED,
    "outcomes": {"plan_code": "p", "activity_number": "1"},
}


SCHOOLS: list[dict[str, Any]] = [
    {"school_code": "G1", "name": "Mokytojų gimnazija"},
    {"school_code": "G2", "name": "„Saulės“ gimnazija"},
]
INDICATORS: list[dict[str, Any]] = [
    {
        "indicator_number": number,
        "name": name,
        "unit": unit,
        "is_chosen": True,
    }
    for number, unit, name in [
        ("1", "percent", "Pagrindinį lygį pasiekusių mokinių dalis"),
        ("2", "count", "Renginių skaičius"),
        ("3", "percent", "Pagrindinio lygio nepasiekusių mokinių dalis"),
        ("4", "percent", "Atotrūkis"),
        ("5", "count", "Pokytis"),
    ]
]


def make_references() -> References:
    connection = connect_memory()
    create_raw(connection)
    for name, frame in read_reference(PROJECT_ROOT / "data" / "reference").items():
        insert_frame(connection, f"raw.reference__{name}", frame)
    tables: dict[str, list[dict[str, Any]]] = {
        "plan": [{}],
        "activities": [
            {
                "activity_number": number,
                "title": f"Veiklos, kurios numeris {number}, pavadinimas",
                "occurrence": occurrence,
                "cost_role": "counted",
                "net_eur": net,
                "period_start": date(2024, 1, 1),
                "period_end": date(2026, 12, 31),
            }
            for number, occurrence, net in [
                ("1", 1, 600),
                ("1", 2, 400),
                ("2", 1, None),
            ]
        ],
        "indicators": INDICATORS,
        "schools": SCHOOLS,
        "indicator_values": [
            {"indicator_number": "3", "value": Decimal(120)},
            {"indicator_number": "4", "value": Decimal("0.5")},
            {"indicator_number": "5", "value": Decimal(-12)},
        ],
    }
    for table, rows in tables.items():
        frame = pl.DataFrame([{"plan_code": "p", **row} for row in rows])
        insert_frame(connection, f"raw.plan_package__{table}", frame)
    return References.read(connection)


REFERENCES = make_references()


def build(kind: Kind, *rows: dict[str, Any]) -> pl.DataFrame:
    contract = SCHEMAS[kind].columns()
    names = list(contract)
    filled = [
        {**dict.fromkeys(names), **ROWS[kind], **row, "_source_row": number}
        for number, row in enumerate(rows, start=2)
    ]
    types = {name: column.dtype for name, column in contract.items()}
    frame = pl.DataFrame(filled, schema=types)
    return frame.with_columns(_source_sheet=pl.lit("Lapas1"))


def find(kind: Kind, **cells: Any) -> tuple[set[str], set[str]]:  # noqa: ANN401
    """Give the rules that one row breaks, and the warnings it gets."""
    facts, lists = build(kind, cells), REFERENCES.lists
    broken, doubted = (
        {fault.rule for fault in found(kind, facts, lists) if fault.rows.any()}
        for found in (find_impossible, find_doubtful)
    )
    return broken, doubted
