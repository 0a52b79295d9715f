"""What the columns of each kind are called: read from `headings.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from etl.workbooks.cells.patterns import expand_keys, heading_words
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.contract import Kind, fact_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """Words that name a column, in any number and order.

    Attributes:
        needs: Words that all must be there.
        some: Lists of words of each of which one must be there, or more.
        words: All words that may be there.
        is_weak: Whether it gives way to another column of the sheet.
    """

    needs: frozenset[str]
    some: tuple[frozenset[str], ...]
    words: frozenset[str]
    is_weak: bool = False

    def names(self, words: frozenset[str]) -> bool:
        """Whether the words of a heading name the column."""
        is_full = self.needs <= words <= self.words
        return is_full and all(words & some for some in self.some)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun and its owner that name a column: the code of the plan.

    Attributes:
        heads: Last words of the heading.
        owners: Words directly before it.
        words: Nouns that may stand before the owner.
        is_exact: Whether participles may not: `praėjusių metų` is another year.
    """

    heads: frozenset[str]
    owners: frozenset[str]
    words: frozenset[str]
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactColumn:
    """A column of a kind, as `headings.toml` describes it.

    Attributes:
        synonyms: Keys of every heading that names it.
        weak: Those of them that give way to another column of the sheet.
        bags: Words that name it in any number and order.
        phrases: A last noun and its owner that name it.
    """

    name: str
    lt: str
    en: str
    help_lt: str
    help_en: str
    example: str
    is_optional: bool
    may_be_empty: bool
    stand_in: str
    synonyms: frozenset[str]
    weak: frozenset[str]
    bags: tuple[Bag, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def label(self, language: Language) -> str:
        """Return the heading in a language."""
        return self.lt if language == "lt" else self.en

    def help(self, language: Language) -> str:
        """Return how to fill the column in, in a language."""
        return self.help_lt if language == "lt" else self.help_en

    @property
    def labels(self) -> dict[str, str]:
        """Return the heading by language."""
        return {"lt": self.lt, "en": self.en}

    @property
    def heading(self) -> str:
        """Return the heading that templates print, in both languages."""
        return f"{self.lt}\n{self.en}"


@dataclass(frozen=True, slots=True)
class Phases:
    """Beginnings of the words that say what money a heading speaks of.

    Attributes:
        stems: Of each budget phase.
        none: Of plans, balances and other money that is of no phase.
        neutral: Of headings that change nothing.
    """

    stems: Mapping[str, tuple[str, ...]]
    none: tuple[str, ...]
    neutral: tuple[str, ...]


@cache
def columns_of(kind: Kind) -> tuple[FactColumn, ...]:
    """Read the columns of a kind, in the order of the contract."""
    data = read_toml("headings/headings.toml")
    entries = {name: data[kind][name] for name in fact_columns(kind)} | data["any"]
    shared = data["shared"]
    return tuple(
        _read_column(name, entry | shared.get(name, {}))
        for name, entry in entries.items()
    )


def _read_column(name: str, entry: Mapping[str, Any]) -> FactColumn:
    named = expand_keys((name, entry["lt"], entry["en"], *entry["synonyms"]))
    weak = expand_keys(entry.get("weak", ())) - named
    return FactColumn(
        name=name,
        lt=entry["lt"],
        en=entry["en"],
        help_lt=entry["help_lt"],
        help_en=entry["help_en"],
        example=entry["example"],
        is_optional=entry.get("optional", False),
        may_be_empty=entry.get("empty", False),
        stand_in=entry.get("stand_in", ""),
        synonyms=named | weak,
        weak=weak,
        bags=tuple(map(_read_bag, entry.get("bags", ()))),
        phrases=tuple(map(_read_phrase, entry.get("phrases", ()))),
    )


def _read_words(entry: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(
        word for text in entry.get(name, ()) for word in heading_words(text)
    )


def _read_phrase(entry: Mapping[str, Any]) -> Phrase:
    heads, owners = _read_words(entry, "heads"), _read_words(entry, "owners")
    is_exact = entry.get("exact", False)
    return Phrase(heads, owners, _read_words(entry, "may"), is_exact)


def _read_bag(entry: Mapping[str, Any]) -> Bag:
    some = tuple(_read_words(entry, name) for name in ("any", "also") if name in entry)
    needs = _read_words(entry, "needs")
    words = needs.union(_read_words(entry, "may"), *some)
    is_weak = entry.get("weak", False)
    return Bag(needs=needs, some=some, words=words, is_weak=is_weak)


@cache
def names_of(kind: Kind) -> Mapping[str, str]:
    """Return the column of a kind by the key of each heading that names it."""
    return {
        word: column.name for column in columns_of(kind) for word in column.synonyms
    }


@cache
def weak_keys(kind: Kind) -> frozenset[str]:
    """Return the keys of headings that give way to another column of the sheet."""
    return frozenset(key for column in columns_of(kind) for key in column.weak)


@cache
def helper_names() -> Mapping[str, str]:
    """Return the helping column by the key of each heading that names it."""
    helpers = read_toml("headings/headings.toml")["helpers"]
    return {
        key: name for name, patterns in helpers.items() for key in expand_keys(patterns)
    }


@cache
def known_ignored() -> frozenset[str]:
    """Return the keys of headings that look like a column of ours and are none."""
    return expand_keys(read_toml("headings/headings.toml")["ignored"]["known"])


@cache
def ignored_stems() -> Mapping[str, tuple[str, ...]]:
    """Return the beginnings of words by the column they are most likely meant as."""
    stems = read_toml("headings/headings.toml")["ignored"]["stems"]
    return {name: tuple(map(fold, words)) for name, words in stems.items()}


@cache
def payer_stems() -> tuple[str, ...]:
    """Return the beginnings of words that tell who paid, and not whom."""
    return tuple(map(fold, read_toml("headings/headings.toml")["payers"]["stems"]))


@cache
def read_phases() -> Phases:
    """Read the words that say what money a heading speaks of."""
    data = dict(read_toml("headings/headings.toml")["phases"])
    none, neutral = data.pop("none"), data.pop("neutral")
    return Phases(
        stems={name: tuple(map(fold, words)) for name, words in data.items()},
        none=tuple(map(fold, none)),
        neutral=tuple(map(fold, neutral)),
    )


@cache
def hint_words() -> frozenset[str]:
    """Return the words that only say how to fill a column in."""
    return frozenset(map(fold, read_toml("headings/headings.toml")["hints"]["words"]))


@cache
def including_keys() -> frozenset[str]:
    """Return the keys of headings of VAT that the amount beside it includes."""
    return expand_keys(read_toml("headings/headings.toml")["included"]["vat_eur"])


@cache
def quantity_keys() -> frozenset[str]:
    """Return the keys of headings of quantities: a price beside one is of one piece."""
    return expand_keys(read_toml("headings/headings.toml")["ignored"]["quantities"])
