"""Municipalities that a title names, held against those of the rows below it.

`Kauno ir Vilniaus m. savivaldybės` names two; over rows of one plan a person has to say
whether these are of both. A title that names none of those of the rows stops the table.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.meanings import HeardMeaning, compile_words
from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PAIRED: Final = ("alyt", "kaun", "klaiped", "panevez", "siaul", "viln")
"""Names that a city and the district around it share."""

_DISTRICT: Final = "_district"
_KIND: Final = r"miesto|rajono|m|r|city|district"
_JOIN: Final = r"ir|bei|and|su|with|vs"
Named = tuple[str, str]
"""Beginning of a name, and the word that tells a city from a district; or empty."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    known = read_toml("said_words.toml")["municipalities"]
    names = tuple(known["names"])
    follow = compile_words(known["follow"]).pattern
    stems = "|".join(map(re.escape, names))
    kinds = rf"(?:{_KIND})\b(?: (?:{_JOIN}) (?:{_KIND})\b)*"
    one = rf"(?:{stems})\w*(?: {kinds})?"
    whole = re.compile(rf"\b(?:{one} (?:(?:{_JOIN}) )?)*{one} {follow}")
    each = re.compile(rf"\b({stems})\w*(?: ({kinds}))?")
    return whole, each, names


def hear_municipalities(text: str, codes: Iterable[str]) -> HeardMeaning | None:
    """Find what a text says of municipalities that the rows do not; None: nothing.

    Args:
        text: A title, or the name of a sheet or a file.
        codes: Codes of plans; where one names no municipality, nothing is said.
    """
    whole, _, names = _patterns()
    plans = set(codes)
    if not plans or not all(c.replace("_", " ").startswith(names) for c in plans):
        return None
    found = [match.group() for match in whole.finditer(fold(text))]
    named = {one for words in found for one in _named(words)}
    if not named:
        return None
    said = " ".join(found)
    own = {(one, plan) for one in named for plan in plans if _is_of(one, plan)}
    if not own:
        return HeardMeaning("municipality", "stop", said)
    is_whole = {one for one, _ in own} == named and {plan for _, plan in own} == plans
    return None if is_whole else HeardMeaning("municipalities", "warn", said)


def _named(words: str) -> Iterator[Named]:
    """Yield the municipalities of a list; the last word tells what all of them are."""
    _, each, _ = _patterns()
    last = ""
    for name, kinds in reversed(each.findall(words)):
        told = re.findall(rf"\b(?:{_KIND})\b", kinds)
        last = told[0] if told else last
        yield from ((name, kind) for kind in told or [last])


def _is_of(named: Named, plan: str) -> bool:
    """Whether a plan is of the municipality that is named."""
    name, kind = named
    if not plan.replace("_", " ").startswith(name):
        return False
    is_district = kind in {"r", "rajono", "district"}
    is_told = name in _PAIRED and bool(kind)
    return not is_told or is_district == plan.endswith(_DISTRICT)
