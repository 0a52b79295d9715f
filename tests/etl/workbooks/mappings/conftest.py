"""Ledgers of another layout, made on the spot, and mappings that read them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import LedgerMapping, parse_mapping

Line = dict[str, str]
Content = dict[str, Any]
ReadLedger = Callable[..., WorkbookReading]

LINE: Line = {
    "SASK_NR": "AB 1",
    "SASK_DATA": "31-DEC-08",
    "KREDITORIUS": "UAB Pirmas",
    "SUMA": "100.00",
    "SALTINIS": "01",
    "PRIEMONE": "15020104004",
}
LEDGER: Content = {
    "kind": "spending",
    "headings": ["SASK_NR", "SASK_DATA", "SUMA"],
    "equal_lines": "each",
    "columns": {
        "document_number": "SASK_NR",
        "date": "SASK_DATA",
        "supplier": "KREDITORIUS",
        "net_eur": "SUMA",
        "funding_source": "SALTINIS",
    },
    "constants": {"plan_code": "kaunas", "phase": "executed"},
    "codes": {
        "activity_number": {"column": "PRIEMONE", "values": {"15020104004": "3.1"}}
    },
    "formats": {"date": "DD-MON-YY", "decimal": ".", "thousands": ","},
}


def change(content: Content, **changes: Any) -> Content:  # noqa: ANN401
    """Replace parts of a mapping; a part that is None goes, tables are joined."""
    changed = dict(content)
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        elif isinstance(value, dict) and isinstance(changed.get(name), dict):
            joined = {**changed[name], **value}
            changed[name] = {k: v for k, v in joined.items() if v is not None}
        else:
            changed[name] = value
    return changed


def make_mapping(name: str = "ledger", **changes: Any) -> LedgerMapping:  # noqa: ANN401
    return parse_mapping(name, change(LEDGER, **changes))


def write_lines(path: Path, lines: Sequence[Line], separator: str = ";") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow(lines[0])
        writer.writerows(line.values() for line in lines)
    return path


@pytest.fixture
def read_ledger(tmp_path: Path) -> ReadLedger:
    """Read lines of a ledger, each like `LINE` but for some cells."""

    def read(
        *lines: Line, mappings: Sequence[LedgerMapping] = (), **changes: object
    ) -> WorkbookReading:
        path = write_lines(
            tmp_path / "ledger.csv", [{**LINE, **line} for line in lines]
        )
        return read_workbook(path, mappings=mappings or [make_mapping(**changes)])

    return read
