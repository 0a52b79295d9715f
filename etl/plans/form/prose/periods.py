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

from etl.plans.form.prose.thresholds import PROSE

_MONTHS: Final = (
    *("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio"),
    *("liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"),
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR: Final = r"(?<!\d)(?P<year>20\d\d)(?!\d)"
_MONTH: Final = "|".join(_MONTHS)
_ROMANS: Final = r"(?P<first>iv|i{1,3})\b(?:\s*-\s*(?P<last>iv|i{1,3})\b)?\s*"
_ENDING: Final = r"[^\W\d_]*\.?"
_BARE_MONTH: Final = (
    rf"(?P<month>{_MONTH})(?:\s*(?P<day>\d{{1,2}})(?!\d)\s*(?:d\b\.?)?)?"
)

# How long something takes, or words of every plan: they say nothing about dates.
_NOTE = re.compile(
    r"(?:(?:ne\s*mažiau|ne\s*daugiau|iki|apie|per|po)\s+(?:kaip\s+)?)?"
    rf"\d{{1,4}}\s*(?:ak(?:ad)?\.?\s*)?(?:val|dien|sav){_ENDING}(?:\s*per metus)?"
    r"|(?:pirkimai|kasmet|nuolat|projekto|įgyvendinimo|vykdymo|visą|laikotarp\w*)\b"
    r"|[\s,;.:()]+"
)
_JOINT = re.compile(r"(?:-|iki\b|ir\b)")
_SINCE = re.compile(r"nuo\b")
_POINTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}\s*[-/]\s*(?P<next>(?:20)?\d\d)(?!\d)\s*m\.?\s*m\b\.?",
        rf"{_YEAR}[-.](?P<number>0[1-9]|1[0-2])(?:[-.](?P<day>[0-3]\d))?(?!\d)",
        rf"(?<!\d)(?P<number>0[1-9]|1[0-2])[/.]{_YEAR}",
        *(
            rf"{_YEAR}\s*(?:m\b\.?)?\s*{unit}"
            for unit in (
                rf"{_ROMANS}(?P<half>pusm){_ENDING}",
                rf"{_ROMANS}(?:ketv{_ENDING}\s*)?(?:m\.)?",
                rf"(?P<first>[1-4])(?:\s*-\s*(?P<last>[1-4]))?\s*ketv{_ENDING}",
                rf"(?P<from>1?\d)\s*-\s*(?P<to>1?\d)\s*mėn{_ENDING}",
                rf"(?P<from>{_MONTH})\s*-\s*(?P<to>{_MONTH})(?!\s*\d)(?:\s*mėn{_ENDING})?",
                rf"{_BARE_MONTH}(?:\s*mėn{_ENDING})?",
                r"",
            )
        ),
        _BARE_MONTH,
    )
)

# Words of a period cell: a page may break the cell inside a word, so that its pieces
# have to be recognised, too.
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
_BLANK = re.compile(r"\s+")
_DASHES = re.compile(r"[-–—−‑]")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a period; None where the cell names none."""

    start: date | None
    end: date | None


_NO_DATES: Final = Period(None, None)


def looks_like_period(text: str) -> bool:
    """Whether a cell, or the beginning of one, can be a period and nothing else.

    Spaces do not matter, so pieces of a cell broken by a page may be joined.
    """
    plain = _BLANK.sub("", text)
    return (
        len(plain) <= PROSE.longest_period
        and _PERIOD_SO_FAR.fullmatch(plain) is not None
    )


def read_period(text: str) -> Period:
    """Read the first and the last day of a printed period, of the whole cell or none.

    Args:
        text: The cell. `iki` leaves the first day open, `nuo` alone the last one.

    Returns:
        No days where a word of the cell is not understood, a day does not exist, or a
        range runs backwards.
    """
    rest = _DASHES.sub("-", _BLANK.sub(" ", text).strip()).lower()
    points: list[tuple[date, date]] = []
    since, joint = False, ""
    opens = ""
    while rest:
        if note := _NOTE.match(rest):
            rest = rest[note.end() :]
        elif found := _JOINT.match(rest):
            opens = opens or ("" if points else found.group())
            joint, rest = found.group(), rest[found.end() :]
        elif found := _SINCE.match(rest):
            since, rest = True, rest[found.end() :]
        elif (found := _match_point(rest)) and (point := _read_point(found, points)):
            if points and joint and point[0] < points[-1][0]:
                return _NO_DATES
            points.append(point)
            joint, rest = "", rest[found.end() :]
        else:
            return _NO_DATES
    if not points or joint:
        return _NO_DATES
    start, end = min(first for first, _ in points), max(last for _, last in points)
    if since and len(points) == 1:
        return Period(start, None)
    return Period(None if opens == "iki" else start, end)


def _match_point(text: str) -> re.Match[str] | None:
    found = (pattern.match(text) for pattern in _POINTS)
    return max(filter(None, found), key=lambda match: match.end(), default=None)


def _read_point(
    match: re.Match[str], points: list[tuple[date, date]]
) -> tuple[date, date] | None:
    """Read one point; a month without a year belongs to the year before it.

    Returns:
        Its first and last day; None where there is no such day.
    """
    found = {name: text for name, text in match.groupdict().items() if text}
    if "year" not in found and not points:
        return None
    year = int(found["year"]) if "year" in found else points[-1][1].year
    if "next" in found:
        is_school_year = int(found["next"]) % 100 == (year + 1) % 100
        return (date(year, 9, 1), date(year + 1, 8, 31)) if is_school_year else None
    if "day" in found:
        return _read_day(year, _month_of(found), int(found["day"]))
    first, last = _months_of(found)
    if not 1 <= first <= last <= len(_MONTHS):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _read_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def _months_of(found: dict[str, str]) -> tuple[int, int]:
    """Read the first and the last month that a point covers."""
    if "first" in found:
        length = 6 if "half" in found else 3
        first, last = (
            _ROMAN[word] if word in _ROMAN else int(word)
            for word in (found["first"], found.get("last", found["first"]))
        )
        return length * (first - 1) + 1, length * last
    if "from" in found:
        first, last = (
            int(word) if word.isdigit() else _MONTHS.index(word) + 1
            for word in (found["from"], found["to"])
        )
        return first, last
    if "month" in found or "number" in found:
        return _month_of(found), _month_of(found)
    return 1, len(_MONTHS)


def _month_of(found: dict[str, str]) -> int:
    if "number" in found:
        return int(found["number"])
    return _MONTHS.index(found["month"]) + 1
