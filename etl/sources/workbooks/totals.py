"""Rows that add up others: held against the rows they add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from etl.sources.workbooks.errors import Note
from etl.sources.workbooks.sheets import ROW

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_totals(
    printed: pl.DataFrame, amounts: pl.DataFrame, sheet: str
) -> Iterator[Note]:
    """Compare each printed total with the rows above it.

    A total may add up the rows since the total before it, or all rows above. One that
    does neither is noted with both figures; nothing is adjusted.

    Args:
        printed: `_row` and the amounts of the rows that add up, as read.
        amounts: `_row` and the amounts of the rows of data; null: empty or not read.
        sheet: Name of the sheet.
    """
    previous = 0
    for row, *totals in printed.rows():
        above = amounts.filter(pl.col(ROW) < row)
        since = above.filter(pl.col(ROW) > previous)
        for name, total in zip(printed.columns[1:], totals, strict=True):
            sums = _add_up(since[name]), _add_up(above[name])
            if total is not None and total not in sums:
                yield Note(
                    "total_differs",
                    "warning",
                    sheet,
                    {
                        "row": row,
                        "column": name,
                        "printed": total,
                        "summed": min(sums, key=lambda found: abs(found - total)),
                    },
                )
        previous = row


def _add_up(amounts: pl.Series) -> Decimal:
    return Decimal(amounts.sum() or 0)
