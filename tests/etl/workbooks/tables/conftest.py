"""Rows as an accountant lays them out, and what is read of them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from pazanga.errors import WorkbookError

Read = Callable[..., WorkbookReading]
Row = Sequence[Any]
NAMES = ["Planas", "Veiklos Nr.", "Data", "SF Nr.", "Suma be PVM", "PVM"]
NAMES += ["Finansavimo šaltinis", "Būsena"]
EXAM = ["Planas", "Mokykla", "Egzaminas", "Matas", "Mokslo metai"]
SWAPPED = [*NAMES[:4], "PVM", "Suma be PVM", *NAMES[6:]]


def row(number: str = "SF-1", net: object = 100, vat: object = 21) -> list[Any]:
    return ["kaunas", "1", "2025-03-05", number, net, vat, "EGADP", "panaudota"]


def paid(reading: WorkbookReading) -> list[tuple[str, Decimal, Decimal]]:
    facts = reading.facts["spending"]
    return facts.select("document_number", "net_eur", "vat_eur").rows()


def sums(*amounts: int) -> list[tuple[str, Decimal, Decimal]]:
    return [
        (f"SF-{n}", Decimal(net), Decimal(net) * 21 / 100)
        for n, net in enumerate(amounts, start=1)
    ]


def refusal(read: Read, *rows: Row) -> str:
    with pytest.raises(WorkbookError) as caught:
        read(*rows)
    return caught.value.text("lt")


def errors(reading: WorkbookReading) -> list[str]:
    return [note.name for note in reading.notes if note.severity == "error"]


@pytest.fixture
def read_merged(tmp_path: Path) -> Callable[..., WorkbookReading]:
    """Read rows some of whose cells are merged."""

    def read(
        rows: Sequence[Row], *merges: tuple[int, int, int, int]
    ) -> WorkbookReading:
        path = tmp_path / "merged.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Lapas1")
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, cells)
            for top, first, bottom, last in merges:
                cell = rows[top][first]
                sheet.merge_range(top, first, bottom, last, "")
                sheet.write(top, first, cell)
        return read_workbook(path)

    return read
