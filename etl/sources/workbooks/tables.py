"""The table under a heading: its rows of data, and the rows that are something else.

Blank rows, repeated headings, rows that number the columns and rows that add up others
are told apart here, so that none is taken for data and none is lost unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.contracts.workbooks import SCHEMAS
from etl.sources.workbooks.columns import number_text
from etl.sources.workbooks.headings import columns_of, heading_key
from etl.sources.workbooks.sheets import ROW
from etl.sources.workbooks.words import fold, read_words

if TYPE_CHECKING:
    from etl.sources.workbooks.headings import Heading
    from etl.sources.workbooks.sheets import Sheet

_LONGEST_LABEL: Final = 60
_ORDINAL: Final = re.compile(r"\W*(\d{1,2})\W*", re.ASCII)
_NUMBER_CELL: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_LONG_FRACTION: Final = r"^-?[0-9]+\.[0-9]{3,}$|^-?[0-9]{16,}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading, as text.

    Attributes:
        data: `_row` and the columns the heading names, one row per row of data.
        totals: The same, of the rows that add up others.
        repeated: How many rows repeat the heading or number the columns.
    """

    data: pl.DataFrame
    totals: pl.DataFrame
    repeated: int


def cut_table(sheet: Sheet, heading: Heading) -> Table:
    """Take the rows under a heading apart; numbers become as they are shown."""
    names = list(heading.places)
    rows = sheet.rows.filter(pl.col(ROW) > heading.row).select(
        ROW, **{name: str(place) for name, place in heading.places.items()}
    )
    rows = _show_numbers(rows, sheet, heading)
    gaps = rows.filter(pl.any_horizontal(_blank(name) for name in _needed(heading)))
    blank = gaps.filter(pl.all_horizontal(_blank(name) for name in names))[ROW]
    totals = [row[0] for row in gaps.rows() if _is_total(row[1:], names, heading)]
    repeated = _repeated(rows, heading)
    skipped = [*blank, *totals, *repeated]
    return Table(
        data=rows.filter(~pl.col(ROW).is_in(skipped)) if skipped else rows,
        totals=rows.filter(pl.col(ROW).is_in(totals)),
        repeated=len(repeated),
    )


def _blank(name: str) -> pl.Expr:
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


def _needed(heading: Heading) -> list[str]:
    """Name the key columns of the heading whose cells must not be empty."""
    key = set(SCHEMAS[heading.kind].primary_key())
    return [
        column.name
        for column in columns_of(heading.kind)
        if column.name in key and not column.may_be_empty
    ]


def _is_total(
    cells: tuple[str | None, ...], names: list[str], heading: Heading
) -> bool:
    """Tell a row that says "total" and has no key of its own."""
    texts = dict(zip(names, cells, strict=True))
    labels = {name for name, text in texts.items() if is_total_label(text)}
    keys = {name for name in _needed(heading) if (texts[name] or "").strip()}
    return bool(labels) and keys <= labels


def is_total_label(text: str | None) -> bool:
    """Tell a cell that says that its row adds up others."""
    if not text or len(text) > _LONGEST_LABEL:
        return False
    words = fold(text)
    return any(
        words == total or words.startswith(f"{total} ") for total in read_words().totals
    )


def _repeated(rows: pl.DataFrame, heading: Heading) -> list[int]:
    """Find rows that say the headings again, as on each page, or number them."""
    synonyms = {column.name: column.synonyms for column in columns_of(heading.kind)}
    first = _needed(heading)[0]
    starts = [
        text
        for text in rows[first].drop_nulls().unique()
        if heading_key(text) in synonyms[first] or _ORDINAL.fullmatch(text)
    ]
    found = []
    for number, *cells in rows.filter(pl.col(first).is_in(starts)).rows():
        texts = dict(zip(heading.places, cells, strict=True))
        filled = {name: text for name, text in texts.items() if text}
        says_names = all(heading_key(text) in synonyms[n] for n, text in filled.items())
        if says_names or _counts_up(filled, heading):
            found.append(number)
    return found


def _counts_up(texts: dict[str, str], heading: Heading) -> bool:
    """Tell a row that numbers the columns from left to right, as 1, 2, 3."""
    places = sorted(texts, key=lambda name: heading.places[name])
    marks = [_ORDINAL.fullmatch(texts[name]) for name in places]
    if len(marks) < len(heading.places) or None in marks:
        return False
    numbers = [int(mark[1]) for mark in marks if mark]
    return numbers == sorted(set(numbers))


def _show_numbers(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> pl.DataFrame:
    """Write cells that hold numbers as a person sees them.

    Only where it matters: where percent may be shown, or more figures stand after the
    point than are written by hand.
    """
    if not sheet.is_typed:
        return rows
    schema = SCHEMAS[heading.kind].columns()
    names = [n for n in heading.places if isinstance(schema[n], (dy.Decimal, dy.Int64))]
    long = [n for n in names if rows[n].str.contains(_LONG_FRACTION).any()]
    wanted = names if sheet.has_percent else long
    if not wanted:
        return rows
    cells = sheet.number_cells(heading.places[name] for name in wanted)
    for name in wanted:
        percent = cells.get(heading.places[name], {})
        shown = [
            number_text(text, is_percent=percent[row])
            if row in percent and text and _NUMBER_CELL.fullmatch(text)
            else text
            for row, text in zip(rows[ROW], rows[name], strict=True)
        ]
        rows = rows.with_columns(pl.Series(name, shown, dtype=pl.String))
    return rows
