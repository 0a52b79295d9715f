"""Lines between rows that name a school or an activity, and rows that say another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.schools import leading_code
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import SOURCE_ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.row_ranges import list_ranges
from etl.workbooks.tables.said_of_amounts import notes_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.tables import SheetTable

_ACTIVITY: Final = re.compile(
    r"(?:veikla|activity) ?(?:nr\.?|no\.?)? ?(\d{1,3}(?:\.\d{1,3}){0,3})\.?",
    re.IGNORECASE,
)
_COLUMNS: Final = ("school_code", "activity_number")


def note_sections(
    sheet: Sheet, heading: Heading, table: SheetTable, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of rows below a line that names another school or activity.

    Args:
        sheet: The sheet.
        heading: Its heading.
        table: Its table.
        good: Rows that load.
    """
    lines = notes_below(sheet, heading, table)
    labels = {column.name: column.labels for column in columns_of(heading.kind)}
    for name in _COLUMNS:
        if name not in heading.places or not lines:
            continue
        said, found = "", {}
        rows = dict(good.select(SOURCE_ROW, name).rows())
        for row in sorted(rows.keys() | lines.keys()):
            if row in lines:
                said = lines[row].strip()
            elif (wanted := _named(said, name)) and not _is_of(rows[row], wanted):
                found[row] = said
        if found:
            fields = {
                "count": len(found),
                "rows": list_ranges(sorted(found)),
                "said": quote_some(dict.fromkeys(found.values())),
                "column": labels[name],
            }
            yield Note("rows_differ_from_label", "warning", sheet.name, fields)


def _named(text: str, name: str) -> str:
    """Return the code or number that a line names; empty where it names none."""
    if name == "activity_number":
        match = _ACTIVITY.fullmatch(text)
        return match[1] if match else ""
    code = leading_code(text)
    return "" if code.startswith("Q") else code  # a quarter


def _is_of(value: str | None, wanted: str) -> bool:
    """Whether a row is of what a line names, or of a part of it."""
    return value == wanted or (value or "").startswith(f"{wanted}.")
