"""Figures as plans print them: numbers, school years, and lists of numbers.

A list of whole numbers in which one comma has no space after it, such as
`35, 32, 82,50`, can be read in two ways. `read_list` never chooses silently: it says
what it read and whether that was the only way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.form.prose.thresholds import PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator

Reading = Literal["plain", "ambiguous"]

NUMBER: Final = r"\d{1,3}(?:[.,]\d+)?(?!\d)"
SCHOOL_YEAR: Final = r"\d{4}\s*[-–—/]\s*(?:\d{4}|\d{2})\s*m\.?\s*m\b\.?"
PERCENT: Final = r"(?:proc\b\.?|%)"

_YEARS = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})(?!\d)")
# Two digits are years only where school years are named: "21-22 m. m.".
_SHORT_YEARS = re.compile(
    r"(?<![\d.,])(\d{2})\s*[-–—/]\s*(\d{2})(?!\d)(?=\s*(?:m\.?\s*m\b|mokslo\s+met))",
    re.IGNORECASE,
)
_ITEM = r"(?:\d{1,3}(?!\d)(?:[.,]\d{1,3}(?!\d))*|[-–](?=\s*[,;)]))"
_BETWEEN = r"(?:\s*[;,]\s*|\s+(?:ir|bei)\s+)"
LIST: Final = (
    rf"{_ITEM}(?:\s*{PERCENT})?(?:{_BETWEEN}(?!\s*{SCHOOL_YEAR}){_ITEM}"
    rf"(?:\s*{PERCENT})?)*"
)
# "66, 19" is two numbers; "66,19" may be one.
_SURE_BREAK = re.compile(r"\s*;\s*|,\s+|\s+,|\s+(?:ir|bei)\s+")
_NO_VALUE = {"-", "–"}


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a printed list of numbers says.

    Attributes:
        values: One per expected number; None where none is printed or none is sure.
        printed: Each number as printed; the whole list where the reading is ambiguous.
        reading: Whether there was only one way to read it.
    """

    values: tuple[Decimal | None, ...]
    printed: tuple[str, ...]
    reading: Reading


def parse_number(printed: str) -> Decimal:
    """Parse a printed number; a comma is the decimal sign."""
    return Decimal(printed.replace(",", "."))


def parse_school_year(printed: str) -> str | None:
    """Parse `2021–2022 m. m.`, `2021/22`, `21-22 m. m.` as `2021-2022`.

    Other texts are None, and so are two years that do not follow each other.
    """
    match = _YEARS.search(printed)
    short = None if match else _SHORT_YEARS.search(printed)
    if match:
        first = int(match[1])
        last = int(match[1][: 4 - len(match[2])] + match[2])
    elif short:
        first, last = (PROSE.century + int(year) for year in short.groups())
    else:
        return None
    return f"{first}-{last}" if last == first + 1 else None


def read_list(printed: str, count: int) -> ListReading:
    """Read a list that should hold `count` numbers.

    - As many numbers as expected, taking a comma without a space as decimal sign:
      these, `plain`.
    - Otherwise, exactly one way to part numbers at commas without a space gives the
      expected count: these, `ambiguous`.
    - Otherwise no values at all, `ambiguous`: any of them could be the missing one.
    """
    whole = " ".join(printed.split())
    items = _split_surely(whole)
    if len(items) == count and all(_is_one_number(item) for item in items):
        return ListReading(tuple(map(_value, items)), tuple(items), "plain")
    ways = list(_other_ways(items, count))
    values: tuple[Decimal | None, ...] = (None,) * count
    if len(ways) == 1:
        values = tuple(map(_value, ways[0]))
    return ListReading(values, (whole,) * count, "ambiguous")


def _split_surely(whole: str) -> list[str]:
    without_units = re.sub(rf"\s*{PERCENT}", "", whole)
    return [item for item in _SURE_BREAK.split(without_units) if item]


def _is_one_number(item: str) -> bool:
    return item in _NO_VALUE or bool(re.fullmatch(r"\d+(?:[.,]\d+)?", item))


def _value(item: str) -> Decimal | None:
    return None if item in _NO_VALUE else parse_number(item)


def _other_ways(items: list[str], count: int) -> Iterator[list[str]]:
    """Split the list at some of the commas that no space follows."""
    text = ";".join(items)
    commas = [match.start() for match in re.finditer(",", text)]
    missing = count - len(items)
    if not 0 < missing <= len(commas) <= PROSE.commas:
        return
    for chosen in combinations(commas, missing):
        parted = "".join(";" if i in chosen else char for i, char in enumerate(text))
        way = parted.split(";")
        if all(_is_one_number(item) for item in way):
            yield way
