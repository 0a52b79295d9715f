"""Words broken by narrow cells, put together again.

A narrow cell breaks a word anywhere and prints no hyphen: `balan` over `džio`. Whether
two lines are one word is decided by the words the document prints in wide columns, and
by a few that the form's cost and period cells are known to hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.content.thresholds import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.content.document import Line

# Words of the form's narrow cells; the months stand in the genitive, as in dates.
_CELL_WORDS: Final = (
    *("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio"),
    *("liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio"),
    *("ne", "mažiau", "daugiau", "kaip", "iki", "nuo", "per", "prie", "iš", "ir"),
    *("metai", "metus", "mėnesių", "dienos", "dienų", "valandų", "ketvirtis"),
    *("bendra", "suma", "veikla", "veiklos", "veiklą", "veiklai", "veiklų"),
    *("įtraukta", "įtrauktas", "įtrauktos", "įtraukti"),
    *("įskaičiuota", "įskaičiuotas", "įskaičiuotos", "įskaičiuoti"),
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN_NUMBER = re.compile(r"\d\.$|[-–]\d{2}$")
_BROKEN_HYPHEN = re.compile(r"[^\W\d_]-$|\d[-–]$")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words a document prints whole: `words` for a look-up, `ordered` for prefixes."""

    words: frozenset[str]
    ordered: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether the word is known, whatever its capitals."""
        return word.casefold() in self.words

    def has_prefix(self, beginning: str) -> bool:
        """Whether a known word begins so."""
        wanted = beginning.casefold()
        index = bisect_left(self.ordered, wanted)
        return index < len(self.ordered) and self.ordered[index].startswith(wanted)


def learn_words(lines: Iterable[Line]) -> KnownWords:
    """Read the words of a document's wide lines."""
    words = set(_CELL_WORDS)
    for line in lines:
        if len(line.text) >= TEXT.wide_line:
            words.update(_WORD.findall(line.text.casefold()))
    return KnownWords(frozenset(words), tuple(sorted(words)))


def join_narrow(lines: Sequence[str], known: KnownWords) -> str:
    """Join the lines of a narrow cell: words, numbers and years that it broke."""
    text = ""
    for line in lines:
        piece = line.strip().replace("\u00ad", "")
        if not text:
            text = piece
        elif _is_one_word(text, piece, known) or _is_one_number(text, piece):
            text += piece
        else:
            text += f" {piece}"
    return text


def join_wide(lines: Sequence[str], known: KnownWords) -> str:
    """Join the lines of a wider cell, which breaks only words longer than itself."""
    text = ""
    previous = ""
    for line in lines:
        piece = line.strip()
        if previous.endswith("\u00ad"):
            text = text[:-1] + piece
        elif not text or _goes_on(previous, piece, known):
            text += piece
        else:
            text += f" {piece}"
        previous = piece
    return text.replace("\u00ad", "")


def _end_of(text: str) -> str:
    """Return the last characters of a text that grows: a word is not longer."""
    return text[-TEXT.longest_word :]


def _is_one_word(text: str, piece: str, known: KnownWords) -> bool:
    text = _end_of(text)
    left, right = _LAST_LETTERS.search(text), _FIRST_LETTERS.match(piece)
    if not left or not right or not piece[0].islower():
        return piece in {")", ".", ",", ";"}
    start, rest = left.group(), right.group()
    if start.isupper():
        return False
    if known.has(start) and known.has_prefix(rest):
        return known.has(start + rest) and not known.has(rest)
    if known.has_prefix(start + rest):
        return True
    return not known.has(start) and not known.has(rest)


def _is_one_number(text: str, piece: str) -> bool:
    text = _end_of(text)
    if _BROKEN_HYPHEN.search(text):
        return piece[:1].isalnum()
    return piece[:1].isdigit() and _OPEN_NUMBER.search(text) is not None


def _goes_on(previous: str, piece: str, known: KnownWords) -> bool:
    if not piece[:1].islower():
        return False
    if re.search(r"[^\W\d_]-$", previous):
        return True
    left, right = _LAST_LETTERS.search(previous), _FIRST_LETTERS.match(piece)
    # "Socialinis-emocinis" may end its line whole: then a word follows it.
    return (
        left is not None
        and right is not None
        and not known.has(right.group())
        and " " not in previous
        and "-" in previous
        and len(previous) >= TEXT.long_token
        and not known.has(left.group())
    )
