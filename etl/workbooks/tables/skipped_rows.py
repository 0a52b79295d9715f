"""Rows under a heading that are no data: rows of words, the heading again.

Rows that add up others are known in `total_rows`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.words import read_words
from etl.workbooks.contract.contract import SCHEMAS, row_key
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.headings.naming import name_heading
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.workbooks.headings.headings import Heading

_ORDINAL: Final = re.compile(r"\W*(\d{1,2})\W*", re.ASCII)

NUMBERS_OF_ITEMS: Final = frozenset(
    {
        "activity_number",
        "document_number",
        "indicator_number",
        "number",
        "decision_number",
        "school_year",
        "period",
    }
)
"""Columns of numbers of things, in which no row of words has a figure."""


def says_part(name: str) -> pl.Expr:
    """Whether a cell says that its row is a part of another: `iš jų: baldai`."""
    letters = [r"\W+".join(label.split()) for label in read_words().parts]
    pattern = rf"^\W*(?:{'|'.join(letters)})(?:\W|$)"
    plain = (
        pl.col(name)
        .str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
    )
    return plain.str.contains(pattern).fill_null(value=False)


def find_words(rows: pl.DataFrame, heading: Heading) -> pl.Series:
    """Return the numbers of rows that hold words only: signatures, notes, titles.

    Few of their cells are filled, and nowhere in their amounts and numbers of things is
    a figure, so no amount is lost; nothing of them is kept, for they name people.

    Args:
        rows: `_row` and the columns of the heading.
        heading: The heading.
    """
    schema = SCHEMAS[heading.kind].columns()
    figures = [
        name
        for name in heading.places
        if name in NUMBERS_OF_ITEMS or isinstance(schema[name], (dy.Decimal, dy.Int64))
    ]
    has_figure = pl.any_horizontal(
        pl.col(name).str.contains(r"\d").fill_null(value=False) for name in figures
    )
    filled = pl.sum_horizontal(~blank(name) for name in heading.places)
    is_short = filled <= max(TABLES.remark_cells, len(heading.places) // 2)
    return rows.filter(~has_figure & is_short)[ROW]


def find_asides(
    passed: pl.DataFrame, blanks: pl.Series, glued: Iterable[int]
) -> pl.Series:
    """Return the numbers of rows with words in columns that are not ours only.

    Args:
        passed: Rows that hold no data, with all columns of the sheet.
        blanks: Numbers of those that are empty in our columns.
        glued: Numbers of those whose cells run together.
    """
    has_word = pl.any_horizontal(
        pl.exclude(ROW).str.contains(r"\p{L}").fill_null(value=False)
    )
    is_blank = pl.col(ROW).is_in(blanks.implode())
    if passed.width == 1:
        return blanks.clear()
    return passed.filter(is_blank & has_word & ~pl.col(ROW).is_in(list(glued)))[ROW]


def find_repeated(rows: pl.DataFrame, heading: Heading) -> list[int]:
    """Find rows that say the headings again, as on each page, or number them."""
    first = (needed(heading) or list(heading.places))[0]
    starts = [
        text
        for text in rows[first].drop_nulls().unique()
        if _says(text, first, heading) or _ORDINAL.fullmatch(text)
    ]
    found = []
    for number, *cells in rows.filter(pl.col(first).is_in(starts)).rows():
        texts = dict(zip(heading.places, cells, strict=True))
        filled = {name: text for name, text in texts.items() if text}
        says_names = all(_says(text, name, heading) for name, text in filled.items())
        if says_names or _counts_up(filled, heading):
            found.append(number)
    return found


def _says(text: str, name: str, heading: Heading) -> bool:
    """Whether a cell repeats what its column is called."""
    named = name_heading(heading.kind, text)
    return named is not None and named.name == name


def is_numbering(cells: Iterable[str | None]) -> bool:
    """Whether cells count up from left to right: they number the columns."""
    marks = [_ORDINAL.fullmatch(cell) for cell in cells if cell and cell.strip()]
    numbers = [int(mark[1]) for mark in marks if mark]
    return len(numbers) == len(marks) > 2 and numbers == sorted(set(numbers))  # noqa: PLR2004


def needed(heading: Heading) -> list[str]:
    """Return the key columns of the heading whose cells must not be empty."""
    key = set(row_key(heading.kind))
    return [
        column.name
        for column in columns_of(heading.kind)
        if column.name in key
        and column.name in heading.places
        and not column.may_be_empty
    ]


def _counts_up(texts: dict[str, str], heading: Heading) -> bool:
    """Whether a row numbers the columns from left to right, as 1, 2, 3."""
    places = sorted(texts, key=lambda name: heading.places[name])
    marks = [_ORDINAL.fullmatch(texts[name]) for name in places]
    if len(marks) < len(heading.places) or None in marks:
        return False
    numbers = [int(mark[1]) for mark in marks if mark]
    return numbers == sorted(set(numbers))


def blank(name: str) -> pl.Expr:
    """Return whether the cells of a column are empty."""
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


def list_rows(numbers: Iterable[int], most: int = 10) -> str:
    """Write numbers of rows for a person: `3, 7, 12`; of many only the first."""
    listed = sorted(numbers)
    said = ", ".join(map(str, listed[:most]))
    return f"{said} …" if len(listed) > most else said
