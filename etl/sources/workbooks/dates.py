"""Days from the texts of cells: unambiguous forms only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from etl.sources.workbooks.parsed import FIRST_YEAR, LAST_YEAR, Parsed
from etl.sources.workbooks.words import fold, read_words, tidy

_ISO_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|\.(\d{1,2})\.(\d{1,2})\.?"
    r"|/(\d{1,2})/(\d{1,2})| (\d\d) (\d\d)|(\d\d)(\d\d))"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?Z?)?",
    re.ASCII,
)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_LONG_DATE: Final = re.compile(r"(\d{4}) m (\w+) (\d{1,2}) d", re.ASCII)
_NO_DATE: Final = re.compile(r"0+([./-]0+){0,2}|1899-12-3[01].*|1900-01-0[01].*")
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)


def parse_date(text: str, *, epoch: date = EPOCH_1900) -> Parsed:
    """Read a day in a form that has one meaning only.

    Read are `2024-05-31` (also with dots, slashes, spaces or a time of day),
    `20240531`, `2024 m. gegužės 31 d.`, the number Excel keeps for a day, and
    `31.05.2024` where no other reading is possible. Broken rules: `ambiguous_date`,
    `zero_date`, `impossible_date`, `implausible_date`, `not_a_date`.

    Args:
        text: Text of the cell.
        epoch: Day that the numbers of the workbook count from.
    """
    plain = tidy(text)
    if not plain or plain in read_words().none:
        return None, ""
    if _NO_DATE.fullmatch(plain):
        return None, "zero_date"
    if match := _SERIAL.fullmatch(plain):
        return _plausible(epoch + timedelta(days=int(match[1])))
    return _written_date(plain)


def _written_date(plain: str) -> Parsed:
    if match := _ISO_DATE.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups() if part)
        return _day(year, month, day)
    if match := _DAY_FIRST.fullmatch(plain):
        return _day_first(int(match[1]), int(match[2]), int(match[3]))
    if match := _LONG_DATE.fullmatch(fold(plain)):
        month = read_words().months.get(match[2], 0)
        return _day(int(match[1]), month, int(match[3]))
    return None, "not_a_date"


def _day_first(first: int, second: int, year: int) -> Parsed:
    months = 12
    if first <= months and second <= months and first != second:
        return None, "ambiguous_date"
    day, month = (second, first) if second > months else (first, second)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> Parsed:
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None, "impossible_date"


def _plausible(day: date) -> Parsed:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day, ""
    return None, "implausible_date"
