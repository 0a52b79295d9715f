"""Rows whose cells run together in one: a payment there is no note and no signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from etl.workbooks.headings.headings import Heading

RULE: Final = "cells_glued"

_SURE_SEPARATORS: Final = (";", "\t", "|")
_MAY_HOLD: Final = r"\d.*\d"
_FIGURE: Final = re.compile(r"[-+]?\d[\d\s.,/-]*%?")
_DAY: Final = re.compile(
    r"\b(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})\b"
)
_AMOUNT: Final = re.compile(r"(?<![\d.,])\d+(?:[ \u00a0]\d{3})*[.,]\d{2}(?![\d.,])")


def find_glued(rows: pl.DataFrame, heading: Heading) -> dict[int, str]:
    """Find rows with a cell that holds what should stand in several.

    Args:
        rows: `_row` and all columns of the sheet, of rows that hold no data else.
        heading: The heading.

    Returns:
        The text of the cell, by number of the row.
    """
    if rows.is_empty() or not heading.places:
        return {}
    width = len(heading.places)
    may_hold = pl.any_horizontal(
        pl.exclude(ROW).str.contains(_MAY_HOLD).fill_null(value=False)
    )
    return {
        row: cell
        for row, *cells in rows.filter(may_hold).rows()
        for cell in cells
        if cell and (_is_split(cell, width) or _is_sentence(cell))
    }


def _is_split(cell: str, width: int) -> bool:
    """Whether a sign that parts cells parts this text into about a row of them.

    Commas stand in notes, too: only those that part it into nearly a whole row count.
    """
    least = max(TABLES.glued_pieces, (width + 1) // 2)
    nearly = max(TABLES.glued_pieces, width - 1)
    return _counts(cell, ",", nearly, TABLES.glued_figures + 1) or any(
        _counts(cell, sign, least, TABLES.glued_figures) for sign in _SURE_SEPARATORS
    )


def _counts(cell: str, separator: str, least: int, fewest: int) -> bool:
    pieces = [piece.strip(' "') for piece in cell.split(separator)]
    figures = sum(_FIGURE.fullmatch(piece) is not None for piece in pieces)
    return sum(map(bool, pieces)) >= least and figures >= fewest


def _is_sentence(cell: str) -> bool:
    """Whether a text holds a day, an amount in cents and a phase, parted by spaces."""
    if not (_DAY.search(cell) and _AMOUNT.search(_DAY.sub(" ", cell))):
        return False
    return any(word in read_words().codes["phase"] for word in fold(cell).split())
