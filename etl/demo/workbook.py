"""Made-up rows as workbooks like those people fill in, each row marked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import xlsxwriter

from etl.workbooks.headings.headings import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from etl.demo.plan import Row
    from etl.workbooks.contract.contract import Kind
    from pazanga.texts import Language

MARK: Final = {"lt": "taip", "en": "yes"}
_MADE_ON: Final = datetime(2024, 1, 1, tzinfo=UTC)


def write_rows(kind: Kind, rows: Iterable[Row], path: Path, language: Language) -> None:
    """Write rows under the headings of their kind; the same rows, the same bytes.

    Args:
        kind: Kind of the rows.
        rows: As the contract of the kind says.
        path: XLSX file to write.
        language: Language of the headings.
    """
    columns = [column for column in columns_of(kind) if column.name != "corrects"]
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"created": _MADE_ON.replace(tzinfo=None)})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, [column.label(language) for column in columns])
        for line, row in enumerate(rows, start=1):
            marked = {**row, "is_synthetic": MARK[language]}
            for place, column in enumerate(columns):
                value = marked.get(column.name)
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line, place, value)
                elif value is not None:
                    sheet.write_number(line, place, value)
