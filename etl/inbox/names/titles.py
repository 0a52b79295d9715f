"""Names beside numbers, held against the titles that plans print for these."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.inbox.names.schools import find_school, list_schools
from etl.workbooks.cells.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

Titles = dict[str, set[str]]
"""Numbers by the folded title that a plan prints for them."""

_SHORTEST: Final = 20
"""So many letters of a title, cut off or not, tell it from others."""


def find_other_names(
    rows: Iterable[tuple[int, str, str, str, str]], lists: Mapping[str, pl.DataFrame]
) -> set[int]:
    """Find rows beside which the title of another activity or indicator stands.

    Args:
        rows: Place of each row, its plan, `activity` or `indicator`, its number, and
            the text beside it.
        lists: What plans say.
    """
    known: dict[tuple[str, str, str, str], bool] = {}
    titles = {name: _titles(lists[f"{name}_name"]) for name in _ITEMS}
    wrong: set[int] = set()
    for at, *key in rows:
        plan, item, number, text = key
        asked = (plan, item, number, text)
        if asked not in known:
            numbers = _numbers_of(text, titles[item][plan])
            known[asked] = bool(numbers) and number not in numbers
        if known[asked]:
            wrong.add(at)
    return wrong


_ITEMS: Final = ("activity", "indicator")


def _titles(listed: pl.DataFrame) -> Mapping[str, Titles]:
    found: defaultdict[str, Titles] = defaultdict(dict)
    for plan, code, name in listed.select("plan_code", "code", "name").iter_rows():
        found[plan].setdefault(fold(name or ""), set()).add(code)
    return found


def _numbers_of(text: str, titles: Titles) -> set[str]:
    """Return the numbers whose title a text is, or begins; a number may stand first."""
    words = fold(text)
    bare = words.lstrip("0123456789 ")
    same = titles.get(words) or titles.get(bare)
    if same or len(bare) < _SHORTEST:
        return same or set()
    found = [codes for title, codes in titles.items() if title.startswith(bare)]
    return set().union(*found)


def find_other_schools(
    rows: Iterable[tuple[int, str, str, str]], listed: pl.DataFrame
) -> set[int]:
    """Find rows beside whose code of a school the name of another one stands.

    Args:
        rows: Place of each row, its plan, its code, and the text beside it.
        listed: Schools of the plans: `plan_code`, `code` and `name`.
    """
    schools: dict[str, dict[str, str]] = {}
    known: dict[tuple[str, str], str] = {}
    wrong: set[int] = set()
    for at, plan, code, text in rows:
        if plan not in schools:
            schools[plan] = list_schools(listed, plan)
        if (plan, text) not in known:
            known[plan, text] = find_school(text, schools[plan]) or ""
        named = known[plan, text]
        if named and code in schools[plan] and named != code:
            wrong.add(at)
    return wrong
