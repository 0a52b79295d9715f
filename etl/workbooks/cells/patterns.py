"""Patterns of headings: a short way to write many spellings, and how texts compare.

`[pvm] (sąskaitos|dokumento) nr` stands for four headings: brackets hold words that may
be left out, parentheses hold words of which one stands there.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.units import spell_signs, without_units
from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PIECES: Final = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)|([^\[(]+)")
_NOTE_MARKS: Final = re.compile(
    "[\u00b9\u00b2\u00b3\u2070-\u207f*†‡]+|(?<=[^\\W\\d]) ?\\[\\d\\]|"
    r"(?<=[\w.,)%]) (?:\d{1,2}|\(\d)\)\s*$"
)
_NUMBERING: Final = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\D)")
_BROKEN_WORD: Final = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011\u00ad]\s*(?=[^\W\d_])")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def expand(pattern: str) -> Iterator[str]:
    """Yield every text that a pattern stands for."""
    pieces: list[list[str]] = []
    for optional, choice, plain in _PIECES.findall(pattern):
        if optional:
            pieces.append(["", *optional.split("|")])
        else:
            pieces.append(choice.split("|") if choice else [plain])
    for words in product(*pieces):
        yield " ".join(" ".join(words).split())


def expand_keys(patterns: Iterable[str]) -> frozenset[str]:
    """Return the keys of all headings that patterns stand for."""
    keys = {heading_key(text) for pattern in patterns for text in expand(pattern)}
    return frozenset(keys - {""})


@cache
def _forms() -> Mapping[str, str]:
    """Read which word stands for an abbreviation or another form of it."""
    data = read_toml("headings/headings.toml")["forms"]
    return {fold(form): word for word, forms in data.items() for form in forms}


@lru_cache(maxsize=65536)
def heading_words(text: str) -> tuple[str, ...]:
    """Return the words of a heading in their order, each in one form.

    Units of money, note marks, case, diacritics and punctuation do not matter; an
    abbreviation counts as the word it stands for.
    """
    plain = _NOTE_MARKS.sub("", _INVISIBLE.sub("", _NUMBERING.sub("", text)))
    words = without_units(fold(spell_signs(plain)))
    known = _forms()
    spelled = " ".join(known.get(word, word) for word in words.split())
    return tuple(spelled.split())


def heading_key(text: str) -> str:
    """Return the form in which headings compare: their words, in any order."""
    return " ".join(sorted(heading_words(text)))


def join_broken(text: str) -> str:
    """Return a text whose words broken by a hyphen are whole again."""
    return _BROKEN_WORD.sub("", text)
