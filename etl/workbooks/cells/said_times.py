"""Years, months and school years that a title says, as whole of what is below it.

Days are none: `parengta 2025-01-15` dates the page, not its rows; from a day to another
is a time. A long span, as of a plan, says nothing of a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from etl.workbooks.cells.words import fold, read_toml, read_words

_YEAR: Final = r"(?<![\d.,/])20\d\d(?![\d])(?![.,/]\d)"
_DAYS: Final = re.compile(
    r"(?<!\d)20\d\d[-./_]\d\d?[-./_]\d\d?(?!\d)|(?<!\d)\d\d?[-./]\d\d?[-./]20\d\d(?!\d)"
    r"|(?<!\d)20\d\d(?:0[1-9]|1[0-2])[0-3]\d(?!\d)"
    r"|(?<!\d)20\d\d ?m\. ?[^\W\d_]+ ?\d\d? ?d\b",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(r"(?<!\d)(20\d\d)[-_.](0[1-9]|1[0-2])(?!\d)")
_SPAN: Final = re.compile(r"(?<!\d)(20\d\d) ?(?:m\.)? ?[-–—/] ?(20\d\d|\d\d)(?!\d)")
_OPEN: Final = re.compile(
    r"\b(?:iki|nuo|until|since|by|from)(?: \w+)? 20\d\d|\bnr\W{0,2}\S*20\d\d|20\d\dQ",
    re.IGNORECASE,
)
_DAY_SPAN: Final = re.compile(
    r"(?<!\d)(20\d\d)[-.](0[1-9]|1[0-2])[-.]\d\d\s*[-–—]\s*"
    r"(20\d\d)[-.](0[1-9]|1[0-2])[-.]\d\d(?!\d)"
)
_NUMBER: Final = r"(?:iv|i{1,3}|[1-4])\b(?:\W{0,2}(?:as|ųjų|uju)\b)?"
_QUARTERS: Final = re.compile(
    rf"(?<!\w)({_NUMBER}(?:\s*(?:[-–—,]|,?\s*\bir\b)\s*{_NUMBER})*)\W{{0,2}}(?:ketv|kv)"
)
_EACH_QUARTER: Final = re.compile(r"([-–—]?)\s*(iv|i{1,3}|[1-4])\b")
_BEFORE_QUARTERS: Final = re.compile(r"(?:^|\b20\d\d(?: ?m)?|\bmetų|\bmetais|\buž)\W*$")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LONGEST_SPAN: Final = 2
_LONG_NAME: Final = 4
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class SaidTimes:
    """What a text says of the time of the rows below it.

    Attributes:
        years: The years it names; none: it says nothing.
        school_years: The school years it names, as `2023-2024`.
        months: The months it names, of any year.
    """

    years: frozenset[int] = frozenset()
    school_years: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()


@lru_cache(maxsize=4096)
def times_in(text: str) -> SaidTimes:
    """Find the times that a title, or the name of a sheet or a file, says.

    Args:
        text: The text; a longer one than titles are says nothing.
    """
    if len(text) > _LONGEST or _OPEN.search(text):
        return SaidTimes()
    if span := _DAY_SPAN.search(text):
        return _span_of(*map(int, span.groups()))
    rest = _DAYS.sub(" ", text.replace("_", " ") if "_" in text else text)
    spans = _SPAN.findall(rest)
    if any(_length(first, last) > _LONGEST_SPAN for first, last in spans):
        return SaidTimes()
    pairs = [int(f) for f, last in spans if _length(f, last) == _LONGEST_SPAN]
    school_years = frozenset(f"{first}-{first + 1}" for first in pairs)
    numbered = _MONTH.findall(rest)
    years = {int(year) for year in re.findall(_YEAR, _MONTH.sub(r"\1 ", rest))}
    years |= {year for first in pairs for year in (first, first + 1)}
    months = {int(month) for _, month in numbered if not pairs} | _months_in(rest)
    return SaidTimes(frozenset(years), school_years, frozenset(months))


def _span_of(year: int, month: int, last: int, end: int) -> SaidTimes:
    """Return the years, and in one year the months, from a day to another."""
    if not year <= last < year + _LONGEST_SPAN:
        return SaidTimes()
    months = range(month, end + 1) if year == last else ()
    return SaidTimes(frozenset(range(year, last + 1)), months=frozenset(months))


def _length(first: str, last: str) -> int:
    """Count the years of a span; `2024-05` is a month, and no span."""
    end = int(last) if len(last) > 2 else int(first[:2] + last)  # noqa: PLR2004
    length = end - int(first) + 1
    return length if length > 1 else 0


def _months_in(text: str) -> set[int]:
    """Find months that are named as such, and quarters.

    `Kovo 11-osios gimnazija` names none: a month stands beside its year or its word, or
    alone.
    """
    known = read_words().months
    listed = fold(text).split()
    of_time = set(map(fold, read_toml("workbook_words.toml")["said_times"]["beside"]))
    is_alone = all(w in known or w in of_time or w.isdigit() for w in listed)
    found: set[int] = set()
    for at, word in enumerate(listed):
        beside = {*listed[max(at - 2, 0) : at], *listed[at + 1 : at + 2]}
        is_sure = is_alone or any(w in of_time or _is_year(w) for w in beside)
        if word in known and len(word) >= _LONG_NAME and is_sure:
            found.add(known[word])
    if len(found) > 1:  # `sausio–kovo mėn.` is February, too
        found = set(range(min(found), max(found) + 1))
    quarters = _quarters_in(text.casefold())
    return found | {3 * one - part for one in quarters for part in range(3)}


def _quarters_in(text: str) -> set[int]:
    """Find quarters: `I–III` is a span, `I, III` are two; `Sąskaita 1, 3` is the 3rd.

    A figure in front of the last one may number a document.
    """
    found: set[int] = set()
    for match in _QUARTERS.finditer(text):
        listed, before = match[1], text[: match.start()]
        is_sure = (
            not listed[0].isdigit()
            or "ir" in listed
            or _BEFORE_QUARTERS.search(before)
            or ("," not in listed and not before.endswith(("-", "/")))
        )
        each = _EACH_QUARTER.findall(listed)
        start = 0
        for dash, number in each if is_sure else [("", each[-1][1])]:
            end = _ROMAN.get(number) or int(number)
            found |= set(range(min(start, end) if dash else end, end + 1))
            start = end
    return found


def _is_year(word: str) -> bool:
    return re.fullmatch(r"20\d\d", word) is not None
