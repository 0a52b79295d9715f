"""Words that a reader types, found in any of their Lithuanian forms.

Letters lose their marks and words their endings, so that `robotika` finds `Robotikos
kabinetas` and `mokytojai` finds `mokytojų`. What is left is a pattern for a query.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTS: Final = tomllib.loads(
    Path(__file__).with_name("endings.toml").read_text(encoding="utf-8")
)

ENDINGS: Final = tuple(
    sorted(
        {ending for words in _LISTS.values() for ending in words.split()},
        key=lambda ending: (-len(ending), ending),
    )
)
"""Endings of nouns and adjectives, the longest first."""

STEM: Final = 3
"""Letters that an ending leaves at least."""

SURE: Final = 5
"""Letters of a stem that may begin any word; a shorter one is a word of its own."""

LIKE: Final = 0.7
"""How like a word has to be to be proposed, 0-1: one letter wrong of four or more."""

PROPOSED: Final = 3


def fold_text(text: str) -> str:
    """Write a text in small letters without their marks: `Ąžuolų` becomes `azuolu`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def find_stem(word: str) -> str:
    """Find what all forms of a word begin with.

    Args:
        word: Folded, see `fold_text`.
    """
    if not word.isalpha():
        return word
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= STEM:
            return _harden(stem) if ending.startswith("i") else stem
    return word


def _harden(stem: str) -> str:
    """Return `med` of `medžiai` and `mokest` of `mokesčiai`, as other forms have it."""
    for soft, hard in (("dz", "d"), ("c", "t")):
        if stem.endswith(soft) and len(stem) > STEM:
            return stem.removesuffix(soft) + hard
    return stem


def make_patterns(typed: str) -> list[str]:
    """Make a pattern per word that a reader typed; a text matches that has them all.

    Args:
        typed: Anything; without words in it the text itself is looked for.

    Returns:
        Regular expressions for folded texts; none where nothing was typed.
    """
    words = _split_words(typed)
    if not words:
        return [re.escape(fold_text(typed).strip())] if typed.strip() else []
    return [_make_pattern(word) for word in words]


def _make_pattern(word: str) -> str:
    stem = find_stem(word)
    begins = re.escape(word)
    if stem == word:
        return rf"\b{begins}"
    either = _soften(stem)
    if len(stem) >= SURE:
        return rf"\b{either}"
    endings = "|".join(ENDINGS)
    return rf"\b(?:{begins}|{either}(?:{endings})?\b)"


def _soften(stem: str) -> str:
    """Make the pattern of a stem that some forms soften: `mokestis`, `mokesčių`."""
    if stem.endswith("t"):
        return f"{stem[:-1]}[tc]"
    return f"{stem}z?" if stem.endswith("d") else stem


def propose_words(typed: str, texts: Iterable[str]) -> list[str]:
    """Propose words of some texts that look like what was typed, the likest first.

    Args:
        typed: Words, of which at least one is in no text.
        texts: Where they were looked for.
    """
    spelled: dict[str, str] = {}
    for text in texts:
        for word in re.findall(r"[^\W\d_]{4,}", text):
            spelled.setdefault(find_stem(fold_text(word)), word.lower())
    proposed: list[str] = []
    for word in _split_words(typed):
        near = get_close_matches(find_stem(word), spelled, PROPOSED, LIKE)
        proposed += [spelled[stem] for stem in near]
    return list(dict.fromkeys(proposed))[:PROPOSED]


def _split_words(text: str) -> list[str]:
    return [
        word.rstrip(".") for word in re.findall(r"[a-z0-9][a-z0-9.]*", fold_text(text))
    ]
