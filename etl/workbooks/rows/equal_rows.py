"""Rows of a sheet that say what an earlier row says, in every one of its columns.

Columns that are not loaded count too: two lines of an invoice may differ in nothing
else. Such rows are one and are said; rows that differ anywhere are two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from etl.workbooks.cells.words import MASKED
from etl.workbooks.files.sheets import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.columns import ReadColumn


def find_equal_rows(
    sheet: Sheet,
    heading: Heading,
    texts: pl.DataFrame,
    columns: Mapping[str, ReadColumn],
) -> pl.Series:
    """Return the numbers of the rows that repeat an earlier one.

    Amounts and days compare by what they are, everything else by what is written.

    Args:
        sheet: The sheet, with the columns that are not loaded.
        heading: Its heading.
        texts: `_row` and the texts of its rows of data.
        columns: Those columns, read.
    """
    written = sheet.rows.join(
        texts.select(ROW), on=ROW, how="semi", maintain_order="left"
    )
    loaded = {str(place): name for name, place in heading.places.items()}
    others = [name for name in written.columns if name not in {ROW, *loaded}]
    cells = written.with_columns(
        pl.col(others).str.strip_chars(),
        *(
            _comparable(columns.get(name), texts[name], written[place]).alias(place)
            for place, name in loaded.items()
            if name in texts.columns
        ),
    ).drop(ROW)
    if cells.hash_rows().n_unique() == cells.height:
        return texts[ROW].clear()
    is_first = cells.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    return texts[ROW].filter(~is_first)


def _comparable(
    column: ReadColumn | None, texts: pl.Series, written: pl.Series
) -> pl.Expr:
    """Return what a cell is; where nothing of it is kept, what was written there."""
    plain = pl.lit(texts.str.strip_chars())
    if column is not None and column.values.dtype != pl.String:
        plain = pl.coalesce(pl.lit(column.values.cast(pl.String)), plain)
    hidden = texts.is_null() | texts.str.contains(MASKED, literal=True)
    return pl.when(pl.lit(hidden)).then(pl.lit(written)).otherwise(plain)
