"""Sheets whose columns are quarters, years or subjects: one record is not one row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.workbooks.headings.headings import Row

_FEWEST: Final = 2
_QUARTER: Final = re.compile(
    r"(?:20\d\d m? ?)?(?:i|ii|iii|iv|[1-4]|q[1-4]) ?(?:ketv\w*|kv|quarter|pusm\w*)?"
    r"(?: 20\d\d(?: m)?)?"
)
_YEAR: Final = re.compile(
    r"20\d\d(?: (?:20)?\d\d)?(?: m)?(?: m)?(?: (?:mokslo )?metai)?"
)
_NAMED: Final = re.compile(r"ketv|pusm|quarter|\bq[1-4]\b")


def columns_of_periods(rows: Iterable[Row]) -> str:
    """Return the text that tells columns of periods or subjects; empty: neither."""
    for _, cells in rows:
        texts = [fold(cell) for cell in cells if cell]
        if sum(map(_is_period, texts)) >= _FEWEST:
            return "periods_as_columns"
        if len({text for text in texts if _YEAR.fullmatch(text)}) >= _FEWEST:
            return "years_as_columns"
        if len({code for text in texts if (code := _subject(text))}) >= _FEWEST + 1:
            return "subjects_as_columns"
    return ""


def _is_period(text: str) -> bool:
    months = {*read_words().months, *read_words().month_names}
    words = [word for word in text.split() if word not in {"m", "men", "d"}]
    is_month = len(words) <= _FEWEST and any(word in months for word in words)
    is_quarter = bool(_NAMED.search(text)) and bool(_QUARTER.fullmatch(text))
    return is_month or is_quarter


def _subject(text: str) -> str:
    return read_words().codes["subject"].get(text, "")
