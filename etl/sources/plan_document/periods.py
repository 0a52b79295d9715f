"""Periods of activities: the cell as printed, and its first and last day.

`2025 m. I–IV ketv.` runs from 1 January to 31 December 2025; a year without a quarter
or a month is a whole year. A cell may begin with hours (`40 ak. val.,`), which say
nothing about dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio"),
    *("liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"),
)
_QUARTERS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_DASH: Final = r"\s*[-–—]\s*"
_MONTH: Final = "|".join(_MONTHS)
_POINT = re.compile(
    r"(?<!\d)(20\d\d)(?!\d)\s*(?:m\.?)?\s*"
    rf"(?:(?P<month>{_MONTH})(?:\s*(?P<day>\d{{1,2}})(?!\d))?"
    r"|(?:(?P<iso_month>(?<=\d)[-.](?:0[1-9]|1[0-2])(?!\d))"
    r"(?:[-.](?P<iso_day>[0-3]\d)(?!\d))?)"
    rf"|(?P<first>I{{1,3}}|IV)\b(?:{_DASH}(?P<last>I{{1,3}}|IV)\b)?)?",
    re.IGNORECASE,
)

# What a period cell may hold, letter by letter, so that its pieces are recognised even
# where a page breaks them in the middle of a word.
_WORDS: Final = (
    *_MONTHS,
    *("ketv", "ketvirtis", "ketvirčiai", "metai", "metų", "metus", "mėn", "mėnesiai"),
    *("nemažiau", "nedaugiau", "mažiau", "daugiau", "kaip", "iki", "nuo", "per", "ne"),
    *("ak", "akad", "val", "valandų", "valandos", "dienos", "dienų", "diena", "d", "m"),
    *("savaitės", "savaičių", "pirkimai", "ir", "kasmet", "nuolat", "visą", "projekto"),
    *("laikotarpį", "laikotarpis", "laikotarpiu", "įgyvendinimo", "vykdymo"),
    *("pusmetis", "pusmečiai", "pradžia", "pabaiga"),
)


def _prefix_pattern(word: str) -> str:
    pattern = ""
    for letter in reversed(word):
        pattern = f"(?:{letter}{pattern})?" if pattern else f"{letter}?"
    return pattern


_WHOLE: Final = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_PARTIAL: Final = "|".join(sorted({_prefix_pattern(word) for word in _WORDS}))
_COUNT: Final = r"\d{1,3}(?=[admsv])|(?<=[^\W\d_])\d{1,3}$"
_PERIOD_SO_FAR = re.compile(
    rf"(?:20\d\d|{_COUNT}|[-–—]\d{{1,3}}$|[-.,;:/()–—]|[iv]+(?:(?![iv])|(?=iki|ir))"
    rf"|(?:{_WHOLE}))*(?:{_PARTIAL})",
    re.IGNORECASE,
)
_LONGEST: Final = 120
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a period; None where the cell names none."""

    start: date | None
    end: date | None


def looks_like_period(text: str) -> bool:
    """Tell whether a cell, or the beginning of one, can be a period and nothing else.

    Spaces do not matter, so pieces of a cell broken by a page may be put together.
    """
    plain = _BLANK.sub("", text)
    return len(plain) <= _LONGEST and _PERIOD_SO_FAR.fullmatch(plain) is not None


def read_period(text: str) -> Period:
    """Read the first and the last day of a printed period."""
    starts, ends = [], []
    for match in _POINT.finditer(text):
        start, end = _read_point(match)
        starts.append(start)
        ends.append(end)
    if not starts:
        return Period(None, None)
    return Period(min(starts), max(ends))


def _read_point(match: re.Match[str]) -> tuple[date, date]:
    year = int(match.group(1))
    first, last = match.group("first"), match.group("last")
    if first:
        return _quarters(year, first.upper(), (last or first).upper())
    month = _month_of(match)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last_day = monthrange(year, month)[1]
    day = match.group("day") or match.group("iso_day")
    if day and 1 <= int(day) <= last_day:
        printed = date(year, month, int(day))
        return printed, printed
    return date(year, month, 1), date(year, month, last_day)


def _quarters(year: int, first: str, last: str) -> tuple[date, date]:
    end_month = 3 * _QUARTERS[last]
    return (
        date(year, 3 * _QUARTERS[first] - 2, 1),
        date(year, end_month, monthrange(year, end_month)[1]),
    )


def _month_of(match: re.Match[str]) -> int | None:
    if match.group("month"):
        return _MONTHS.index(match.group("month").lower()) + 1
    if match.group("iso_month"):
        return int(match.group("iso_month")[1:])
    return None
