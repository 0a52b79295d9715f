"""Sheets whose columns are quarters, years, subjects or records, not their rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.headings.naming import name_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.workbooks.headings.headings import Row

_FEWEST: Final = 2
_FEWEST_LABELS: Final = 4
"""So many names of columns below each other are no cells of one column."""

_LONGEST_CELL: Final = 40
_DIGIT: Final = re.compile(r"\d")

_QUARTER: Final = re.compile(
    r"(?:20\d\d m? ?)?(?:i|ii|iii|iv|[1-4]|q[1-4]) ?(?:ketv\w*|kv|quarter|pusm\w*)?"
    r"(?: 20\d\d(?: m)?)?"
)
_YEAR: Final = re.compile(
    r"20\d\d(?: (?:20)?\d\d)?(?: m)?(?: m)?(?: (?:mokslo )?metai)?"
)
_NAMED: Final = re.compile(r"ketv|pusm|quarter|\bq[1-4]\b")


def columns_of_periods(rows: Iterable[Row]) -> str:
    """Return the text that tells columns of periods, subjects or records, if any."""
    listed = list(rows)
    if is_turned(listed):
        return "table_turned"
    for _, cells in listed:
        texts = [fold(cell) for cell in cells if cell]
        if sum(map(_is_period, texts)) >= _FEWEST:
            return "periods_as_columns"
        if len({text for text in texts if _YEAR.fullmatch(text)}) >= _FEWEST:
            return "years_as_columns"
        if len({code for text in texts if (code := _subject(text))}) >= _FEWEST + 1:
            return "subjects_as_columns"
    return ""


def is_turned(rows: Iterable[Row]) -> bool:
    """Whether headings stand below each other, each before the cells of its row.

    A guide to columns says of each what it is, at more length than a cell has, or
    whether it is needed; cells of records hold figures in several rows.
    """
    filled = ([cell for cell in cells if cell and cell.strip()] for _, cells in rows)
    figures = {
        label: any(map(_DIGIT.search, others))
        for label, *others in filter(None, filled)
        if others and max(map(len, others)) <= _LONGEST_CELL
    }
    for kind in KINDS:
        named = {text: name for text in figures if (name := name_heading(kind, text))}
        are_many = len({one.name for one in named.values()}) >= _FEWEST_LABELS
        if are_many and sum(figures[text] for text in named) >= _FEWEST:
            return True
    return False


def _is_period(text: str) -> bool:
    months = {*read_words().months, *read_words().month_names}
    words = [word for word in text.split() if word not in {"m", "men", "d"}]
    is_month = len(words) <= _FEWEST and any(word in months for word in words)
    is_quarter = bool(_NAMED.search(text)) and bool(_QUARTER.fullmatch(text))
    return is_month or is_quarter


def _subject(text: str) -> str:
    return read_words().codes["subject"].get(text, "")
