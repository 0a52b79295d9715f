"""Days from the texts of cells: unambiguous forms only."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from etl.workbooks.cells.parser import FIRST_YEAR, LAST_YEAR, LONGEST_FIGURE, Parsed
from etl.workbooks.cells.words import fold, read_words, tidy

_ISO_DATE: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|\.(\d{1,2})\.(\d{1,2})\.?"
    r"|/(\d{1,2})/(\d{1,2})| (\d\d) (\d\d)|(\d\d)(\d\d))"
    r"(?:[ T]{1,2}(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?",
    re.ASCII,
)
_ZONED: Final = re.compile(
    r"\d.*\d\d:?\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?|\b[A-Z]{2,4})(?:\[[\w/]+\])?"
)
"""A moment said with its zone: here it may be on another day."""
_TWO_DAYS: Final = re.compile(
    r"(\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})\D{1,5}"
    r"(\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})\D{0,3}",
    re.ASCII,
)
"""From one day to another, or either of them: `2024-05-13/2024-05-14`."""
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(
    r"(?:\d{1,2}([./-])\d{1,2}\1\d\d|\d{1,2} \d{1,2} \d\d)\.?(?: \d\d?:.*)?", re.ASCII
)
"""Three figures of which any may be the year: `31.12.25`, `25-12-31`."""

_UNCLEAR: Final = {
    "two_days": _TWO_DAYS,
    "two_figure_year": _SHORT_YEAR,
    "moment_with_zone": _ZONED,
}
_DASHED: Final = re.compile(
    r"(\d{4}|\d{1,2})[-‐‑‒–—−](\d{1,2})[-‐‑‒–—−](\d{4}|\d{1,2})(?!\d)", re.ASCII
)
"""Dashes that programs put in place of hyphens."""
_GAPS: Final = re.compile(r"(?<=\d)([./]) (?=\d)", re.ASCII)
_DAY_SIGN: Final = re.compile(r"(?<=\d)(?:[. ]?d\.?|\. ?d\.?|\.)", re.ASCII)
"""What may stand behind a day in figures: `2024-05-31 d.`"""
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})(?: ?m)? ([a-z]+)(?: men(?:esio)?)? (\d{1,2})(?: ?d)?"
)
_NUMBERED: Final = re.compile(r"(\d{4}) ?m (\d{1,2}) ?men(?:esio)? (\d{1,2})(?: ?d)?")
_DAY_THEN_WORD: Final = re.compile(r"(\d{1,2})(?: d)? ([a-z]+) (\d{4}|\d\d)(?: m)?")
_WORD_FIRST: Final = re.compile(r"([a-z]+) (\d{1,2}) (\d{4})")
_CENTURY: Final = 2000
_NO_DATE: Final = re.compile(r"0+([./-]0+){0,2}|1899-12-3[01].*|1900-01-0[01].*")
EPOCH_1900: Final = date(1899, 12, 30)
EPOCH_1904: Final = date(1904, 1, 1)


def parse_date(text: str, *, epoch: date = EPOCH_1900) -> Parsed:
    """Read a day in a form that has one meaning only.

    Read are `2024-05-31` (also with dots, slashes, spaces or a time of day),
    `20240531`, `2024 m. gegužės 31 d.`, `31-MAY-24`, the number Excel keeps for a day,
    and `31.05.2024` where no other reading is possible. Broken rules: `ambiguous_date`,
    `zero_date`, `impossible_date`, `impossible_time`, `implausible_date`,
    `moment_with_zone`, `two_days`, `two_figure_year`, `not_a_date`.

    Args:
        text: Text of the cell.
        epoch: Day that the numbers of the workbook count from.
    """
    plain = tidy(text)
    if not plain or plain in read_words().none:
        return None, ""
    if len(plain) > LONGEST_FIGURE:
        return None, "not_a_date"
    if _NO_DATE.fullmatch(plain):
        return None, "zero_date"
    if match := _SERIAL.fullmatch(plain):
        return _plausible(epoch + timedelta(days=int(match[1])))
    return _written_date(_tidy_day(plain))


def _tidy_day(plain: str) -> str:
    """Make hyphens of dashes, and leave out what only follows a day or parts it."""
    if match := _DASHED.match(plain):
        plain = "-".join(match.groups()) + plain[match.end() :]
    bare = _GAPS.sub(r"\1", plain)
    end = next((m for m in _DAY_SIGN.finditer(bare) if m.end() == len(bare)), None)
    return bare[: end.start()] if end else bare


def _written_date(plain: str) -> Parsed:
    if match := _ISO_DATE.fullmatch(plain):
        if not _is_time(match):
            return None, "impossible_time"
        year, month, day = (int(part) for part in match.groups()[:11] if part)
        return _day(year, month, day)
    if match := _DAY_FIRST.fullmatch(plain):
        return _day_first(int(match[1]), int(match[2]), int(match[3]))
    for rule, pattern in _UNCLEAR.items():
        if pattern.fullmatch(plain):
            return None, rule
    return _spelt_date(fold(plain))


def _is_time(match: re.Match[str]) -> bool:
    """Whether a clock shows the time of a moment; 24:00 belongs to another day."""
    hour, minute, second = (
        int(match[name] or 0) for name in ("hour", "minute", "second")
    )
    return hour < 24 and minute < 60 and second < 60  # noqa: PLR2004


def _spelt_date(words: str) -> Parsed:
    """Read a day whose month is a word; only then two figures may be a year."""
    if match := _YEAR_FIRST.fullmatch(words) or _NUMBERED.fullmatch(words):
        year, month, day = match[1], match[2], match[3]
    elif match := _DAY_THEN_WORD.fullmatch(words):
        day, month, year = match[1], match[2], match[3]
    elif match := _WORD_FIRST.fullmatch(words):
        month, day, year = match[1], match[2], match[3]
    else:
        return None, "not_a_date"
    number = int(month) if month.isdecimal() else read_words().months.get(month, 0)
    century = _CENTURY if len(year) == len("24") else 0
    return _day(century + int(year), number, int(day))


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
