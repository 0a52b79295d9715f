"""Grammar of Lithuanian headings: the last noun says what a column holds.

`Pažangos priemonių plano kodas` is a code of the plan: in a chain of genitives the last
one is the owner, directly before the noun that rules it. Words that agree with the
owner (`keičiamo plano`) change nothing. The nouns are data, in `headings.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.patterns import heading_words
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.headings.vocabulary import columns_of, read_phases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.headings.vocabulary import Phrase

_PARTICIPLE: Final = re.compile(
    r"\w{2,}(?:[aei]nci|usi)(?:o|os|u)|\w{3,}(?:[ao]m|yt|int|uot)(?:o|os|u)|\w{3,}imos"
)
"""A word that says which one is meant: `keičiamo`, `dalyvaujančios`, `pasirašytos`.

Words in `-imo` are left out: `mokėjimo` is a noun, and says of what.
"""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the nouns of headings tell.

    Attributes:
        attributes: What each noun at the end of a heading says the column holds.
        holds: What each of our columns may hold.
        tails: Words behind the noun that change nothing, and prepositions.
        nouns: Words that only look like participles.
        others: Beginnings of participles that speak of another thing.
    """

    attributes: Mapping[str, str]
    holds: Mapping[str, frozenset[str]]
    tails: frozenset[str]
    nouns: frozenset[str]
    others: tuple[str, ...]


@cache
def read_grammar() -> Grammar:
    """Read the nouns, once per process."""
    data = read_toml("headings/headings.toml")["grammar"]
    attributes = {
        word: name
        for name, nouns in data["attributes"].items()
        for noun in nouns
        for word in heading_words(noun)
    }
    return Grammar(
        attributes,
        {name: frozenset(held) for name, held in data["holds"].items()},
        frozenset(word for tail in data["tails"] for word in heading_words(tail)),
        frozenset(word for noun in data["nouns"] for word in heading_words(noun)),
        tuple(map(fold, data["others"])),
    )


def _noun_phrase(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a heading before its first preposition: `suma | be pvm`."""
    words, tails = heading_words(text), read_grammar().tails
    end = next((at for at, word in enumerate(words) if word in tails), len(words))
    return words[:end], words[end:]


def contradicts(name: str, text: str) -> bool:
    """Whether the last noun of a heading says that it is no such column.

    Args:
        name: Name of a column.
        text: The heading.
    """
    grammar = read_grammar()
    words, _ = _noun_phrase(text)
    said = grammar.attributes.get(words[-1], "") if len(words) > 1 else ""
    return bool(said) and said not in grammar.holds.get(name, {said})


def name_by_owner(kind: Kind, text: str) -> str:
    """Find the column of a kind by the last noun of a heading and its owner.

    Args:
        kind: Kind of workbook.
        text: The heading.

    Returns:
        Name of the column; empty where none or more than one fits.
    """
    words, tail = _noun_phrase(text)
    if len(words) < 2 or not read_grammar().tails.issuperset(tail):  # noqa: PLR2004
        return ""
    *others, owner, head = words
    found = {
        column.name
        for column in columns_of(kind)
        for phrase in column.phrases
        if head in phrase.heads
        and owner in phrase.owners
        and _changes_nothing(others, phrase)
    }
    return found.pop() if len(found) == 1 else ""


def _changes_nothing(words: Sequence[str], phrase: Phrase) -> bool:
    others = [word for word in words if word not in phrase.words]
    return not others or (not phrase.is_exact and all(map(_is_participle, others)))


def _is_participle(word: str) -> bool:
    """Whether a word only says which one is meant, and not another or a planned one."""
    grammar = read_grammar()
    if word in grammar.nouns or word.startswith((*grammar.others, *read_phases().none)):
        return False
    return _PARTICIPLE.fullmatch(word) is not None
