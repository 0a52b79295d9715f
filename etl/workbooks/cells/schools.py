"""Schools that a sheet names for all its rows, in its own name or in a title."""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import Final

from etl.workbooks.cells.words import fold, read_toml

UNSURE: Final = "?"
"""Stands before a school that a title or the name of the sheet may name: its rows are
those of the whole municipality where the plan lists no such school."""

_CODE: Final = re.compile(r"[A-Z]\d{1,3}(?=$|[\s,.:;–—-])")
_LONGEST: Final = 100


@cache
def _school_words() -> tuple[str, ...]:
    return tuple(map(fold, read_toml("workbook_words.toml")["school_words"]))


def school_named(text: str) -> str:
    """Return the school that a title may name, by its code or by a word for schools.

    A code alone may be something else, as in a sheet `Q1`: it gets the mark `UNSURE`.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return ""
    words = fold(plain).split()
    if len(words) > 1 and any(word in _school_words() for word in words):
        return plain
    return UNSURE + plain if _CODE.match(plain) else ""


@cache
def _mentions() -> tuple[frozenset[str], frozenset[str]]:
    data = read_toml("workbook_words.toml")["school_mentions"]
    return frozenset(map(fold, data["words"])), frozenset(map(fold, data["all"]))


def mentions_school(text: str) -> bool:
    """Whether a text speaks of one school, though its name may not be told apart."""
    named = school_named(text)
    if named and not named.startswith(UNSURE):
        return True
    words, of_all = _mentions()
    listed = fold(text).split()
    pairs = itertools.pairwise(listed)
    return any(
        word in words and not (before in of_all or before.isdigit())
        for before, word in pairs
    )


def leading_code(text: str) -> str:
    """Return the code that a text begins with, as in `G1 gimnazija`; empty: none."""
    found = _CODE.match(text.strip())
    return found[0] if found else ""
