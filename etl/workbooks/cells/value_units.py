"""Units of indicators and exam results, as people write them beside a value."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.units import spell_signs, unit_words
from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST: Final = 60
CHANGE: Final = "+"
"""Before a value it says that it is a change, and not the share or count itself."""

PERCENT: Final = " %"
"""Behind a value it says that it is a share of a hundred."""


@cache
def _words() -> Mapping[str, frozenset[str]]:
    read = read_toml("workbook_words.toml")["value_units"]
    return {name: frozenset(map(fold, words)) for name, words in read.items()}


@lru_cache(maxsize=65536)
def unit_of_value(text: str, *, is_title: bool = False) -> str:
    """Return the unit a text says of a value: `percent`, `count` … Empty: none, two.

    `proc.`, `mokinių skaičius`, `vnt.`, `balais`, `Reikšmė, proc.` say one; a text that
    says two, as `proc. / vnt.`, says nothing for sure.

    Args:
        text: What is written.
        is_title: Whether it stands over values: there `skaičius` alone only says that
            a figure is to be written.
    """
    if len(text) > _LONGEST:
        return ""
    if text == CHANGE:
        return "percentage_points"
    words, known = fold(spell_signs(text)), _words()
    spaced = f" {words} "
    if any(f" {phrase} " in spaced for phrase in known["percentage_points"]):
        return "percentage_points"
    listed = set(words.split())
    things = known["things"] & listed
    if is_title and not things:
        listed -= known["figures"]
    names = ("percent", "count", "ratio", "score")
    found = {name for name in names if known[name] & listed}
    if not found and things and things == listed:
        found = {"count"}
    return found.pop() if len(found) == 1 else ""


def may_differ(said: str, unit: str) -> bool:
    """Whether a value said to be in one unit can be in another by mistake only.

    Shares are told from everything else; counts, ratios and points are often called by
    each other's names.

    Args:
        said: What the file says.
        unit: What the plan or the list of measures says.
    """
    shares = {"percent", "percentage_points"}
    if said == "percentage_points":
        return bool(unit) and unit != said
    return bool(said) and bool(unit) and (said in shares) != (unit in shares)


def unit_said_above(titles: Iterable[str]) -> str:
    """Return the title above a table that says nothing but the unit of its values."""
    fillers = unit_words().fillers | _words()["beside"]
    for title in titles:
        words = fold(title).split()
        rest = [w for w in words if w not in fillers and not unit_of_value(w)]
        if not rest and unit_of_value(title, is_title=True):
            return title
    return ""
