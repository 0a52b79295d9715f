"""The thresholds by which the tables of a sheet are told from what is around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetThresholds:
    """By which counts a table, a heading, a remark and a total are told apart.

    What a spreadsheet does is given; the rest was found by trial on sheets that people
    fill in. The tests of this folder and `bench/truth` show what a change moves.

    Attributes:
        fewest_names: A heading has so many names: two may stand in any sentence.
        look_ahead: So many rows below a near heading a better one may begin.
        unit_rows: Rows of units and numbers that stand under a heading at the most.
        tables: A sheet with more tables is no workbook that people fill in.
        kept_digits: A spreadsheet keeps 15 digits of a number and shows longer ones
            with an exponent.
        glued_pieces: A row in one cell has so many pieces; fewer stand in any note.
        glued_figures: And so many of them are figures.
        shown_ranges: Ranges of rows that a remark names.
        remark_cells: A remark between rows fills at most so many cells.
        remark_characters: A longer text above or beside a table states no value; a
            total is not labelled by one either.
        unread_characters: A row of words with more is longer than a note people write.
        unit_characters: A longer text in a column is prose, and names no unit.
        currency_characters: A currency is written in three capitals (ISO 4217).
    """

    fewest_names: int = 3
    look_ahead: int = 2
    unit_rows: int = 4
    tables: int = 500
    kept_digits: int = 15
    glued_pieces: int = 4
    glued_figures: int = 2
    shown_ranges: int = 10
    remark_cells: int = 4
    remark_characters: int = 120
    unread_characters: int = 1000
    unit_characters: int = 40
    currency_characters: int = 3


TABLES: Final = SheetThresholds()
