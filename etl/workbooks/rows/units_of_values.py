"""Units said beside values of indicators and exams: in headings, columns, cells.

What a plan or a list says of the unit is not known here: both are held against each
other where the file is accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import names_unit
from etl.workbooks.cells.value_units import CHANGE, unit_of_value
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.tables import rows_of
from etl.workbooks.tables.unit_columns import short_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

UNITS: Final = pl.Schema(
    {"sheet": pl.String, "row_number": pl.Int64, "said": pl.String, "unit": pl.String}
)
"""What a file says of the unit of its values, one row per row that says something."""

_FIGURES: Final = ("value", "new_value")
_PERCENT: Final = r"[%٪％]\s*$"


def find_said_units(
    sheet: Sheet, heading: Heading, texts: pl.DataFrame
) -> pl.DataFrame:
    """List what the rows of a table say of the unit of their value, as `UNITS` says.

    A sign in the cell goes before a column of units, that before the heading, and that
    before a title above the table.

    Args:
        sheet: The sheet.
        heading: The heading.
        texts: `_row` and the texts of its rows of data.
    """
    name = next((name for name in _FIGURES if name in heading.places), "")
    if not name or not texts.height:
        return UNITS.to_frame()
    title = heading.title_of(heading.ledger_places.get(name, heading.places[name]))
    is_said = bool(unit_of_value(title, is_title=True))
    general = title if is_said else heading.value_unit
    said: dict[int, str] = dict.fromkeys(texts[ROW], general) if general else {}
    said |= _columns(sheet, heading)
    cells = _own_cells(name, texts)
    said |= {row: cell for row, cell in cells.items() if cell}
    listed = [row for row in texts[ROW] if row in said]
    shown = [" ".join(said[row].split())[:60] for row in listed]
    frame = pl.DataFrame({"row_number": listed, "said": shown})
    units = [unit_of_value(text) for text in shown]
    return frame.select(
        pl.lit(sheet.name).alias("sheet"),
        pl.col("row_number").cast(pl.Int64),
        pl.col("said").cast(pl.String),
        pl.Series("unit", units, dtype=pl.String),
    )


def _columns(sheet: Sheet, heading: Heading) -> Mapping[int, str]:
    """Return what columns of units say, by row."""
    wanted = {
        (title, text)
        for _, title, text in short_cells(sheet, heading)
        if names_unit(title) and unit_of_value(text)
    }
    rows = rows_of(sheet, heading)
    return {
        row: text
        for name in heading.others_of(rows.columns)
        for row, text in rows.select(ROW, name).drop_nulls().rows()
        if (heading.title_of(int(name)), text) in wanted
    }


def _own_cells(name: str, texts: pl.DataFrame) -> Mapping[int, str]:
    """Return the signs that the cells of a value show themselves."""
    cells = texts.select(ROW, pl.col(name).alias("cell")).drop_nulls()
    percent = cells.filter(pl.col("cell").str.contains(_PERCENT))[ROW]
    changes = cells.filter(pl.col("cell").str.starts_with(CHANGE))[ROW]
    return dict.fromkeys(percent, "%") | dict.fromkeys(changes, CHANGE)
