"""The frame of what rows say besides what loads, to be held against plans later."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

BESIDE: Final = pl.Schema(
    [
        ("sheet", pl.String()),
        ("row_number", pl.Int64()),
        ("what", pl.String()),
        ("title", pl.String()),
        ("said", pl.String()),
        ("value", pl.Decimal(38, 4)),
        ("within", pl.Decimal(38, 4)),
    ]
)
"""What a file says of its rows besides what loads, one row per row and thing said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBeside:
    """Something that a cell, or a text around the table, says of a row.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        row_number: Row of the sheet, counted from 1.
        what: `old_value`, `printed_value`, `in_force_from`, `opposite`, `name` of the
            item, `school` by its name.
        title: Heading of its column; empty where it is no cell.
        said: The text, or the day as `2024-05-31`.
        value: The figure, in the unit of our column; None where it is none.
        within: By so much the figure may be rounded.
    """

    sheet: str
    row_number: int
    what: str
    title: str
    said: str
    value: Decimal | None = None
    within: Decimal = Decimal()


def make_frame(said: Iterable[SaidBeside]) -> pl.DataFrame:
    """Return a frame of `BESIDE`."""
    rows = [astuple(one) for one in said]
    return pl.DataFrame(rows, schema=BESIDE, orient="row")
