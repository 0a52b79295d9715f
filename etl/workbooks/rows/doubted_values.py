"""Measured values and results that the name of a sheet or a note calls wrong.

They load, for the columns count; whether the figure is one that was reached, and the
right one, a person has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.meanings import find_meanings
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.rows.payment_words import doubts, judge_sheet, pattern, speaks
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_KINDS: Final = frozenset({"measurements", "exams"})


def note_doubted_values(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of values that a title, a name or a note leaves open.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind not in _KINDS or good.is_empty():
        return
    listed = set(good.filter(~pl.col("is_synthetic"))[SOURCE_ROW])
    if not listed:
        return
    is_heard = find_meanings(sheet.name, heading.kind)
    if judge_sheet(sheet.name) and not is_heard:
        yield _say(sheet, dict.fromkeys(listed, sheet.name))
    found: dict[int, str] = {}
    for name in heading.others_of(sheet.rows.columns):
        cells = sheet.rows.select(ROW, name).filter(
            pl.col(name).str.contains(pattern()).fill_null(value=False)
        )
        for row, text in cells.rows():
            if row in listed and (speaks(text) or doubts(text)):
                found.setdefault(row, text.strip())
    if found:
        yield _say(sheet, found)


def _say(sheet: Sheet, rows: dict[int, str]) -> Note:
    fields = {
        "count": len(rows),
        "rows": list_ranges(sorted(rows)),
        "said": quote_some(dict.fromkeys(rows.values())),
    }
    return Note("values_doubtful", "warning", sheet.name, fields)
