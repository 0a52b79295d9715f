"""Which column a heading names, by all its words or by those of its lowest level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.patterns import heading_key, join_broken
from etl.workbooks.cells.units import multiplier_in, spell_signs
from etl.workbooks.cells.words import fold
from etl.workbooks.contract.reference_lists import read_reference_lists
from etl.workbooks.headings.grammar import contradicts, name_by_owner
from etl.workbooks.headings.vocabulary import (
    columns_of,
    helper_names,
    hint_words,
    names_of,
    read_phases,
    weak_keys,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.contract import Kind

OVER: Final = "\x1f"
"""What stands between the levels of a heading, from top to bottom."""

MONEY: Final = ("net_eur", "vat_eur", "gross_eur")
_NUMBERS: Final = {*MONEY, "new_value", "value", "candidates_count", "yearly_cost_eur"}
_SENSITIVE: Final = {*_NUMBERS, "date", "document_date", "measured_on", "decided_on"}
"""Columns that a heading above them may turn into something else."""

_PARTS: Final = re.compile(r"\n| / |/| \| |\(|\)|\x1f")
_EXAMPLE: Final = re.compile(r"(?i)[\s,;(:–-]+(?:pvz|e\.\s?g)\b[^)\n]*\)?")
_CLAUSE: Final = re.compile(r"(?i),\s*kur(?:i\w*|į|ią|ie|io\w*)\s[^,]*,")
"""Says of an owner which one it is: `Veiklos, kuriai priskirtos išlaidos, Nr.`"""
_SAID_YEAR: Final = re.compile(
    r"[\s,]*\(?\b(?:už |per )?20\d\d(?: ?m\b\.?| met(?:ais|ų|us)\b)?\)?", re.IGNORECASE
)
"""The year of the amounts below: `Suma be PVM 2025 m.`"""
_RATE: Final = re.compile(r"\b(\d{1,2}) proc\b")


@dataclass(frozen=True, slots=True)
class Named:
    """The column a heading names.

    Attributes:
        name: Name of the column.
        is_weak: Whether it gives way to another heading that names it.
        phase: Budget phase that the heading says; empty where none.
    """

    name: str
    is_weak: bool = False
    phase: str = ""


@lru_cache(maxsize=65536)
def name_heading(kind: Kind, text: str) -> Named | None:
    """Find the column of a kind that a heading means; None where it means none."""
    if not text or len(text) > _LONGEST:
        return None
    if OVER not in text:
        text = _CLAUSE.sub("", _EXAMPLE.sub("", text)) or text
    whole = text.replace(OVER, " ")
    named = _by_words(kind, whole) or _by_parts(kind, text)
    if named is None:
        named = _without_phase(kind, whole) or _below(kind, text)
        named = named or _without_year(kind, text)
    if named is None or (multiplier_in(whole) and named.name not in _NUMBERS):
        return None  # `Planas, Eur` is an amount, not the plan
    return named


def _by_words(kind: Kind, text: str) -> Named | None:
    names = names_of(kind)
    for spelling in (text, join_broken(text)):
        key = heading_key(spelling)
        if owned := name_by_owner(kind, spelling):
            return Named(owned)
        if (name := names.get(key)) and not contradicts(name, spelling):
            return Named(name, key in weak_keys(kind))
        named = _by_bag(kind, key)
        if named and not contradicts(named.name, spelling):
            return named
    return None


def _by_bag(kind: Kind, key: str) -> Named | None:
    """Find the one column whose bag holds the words of a heading."""
    words = frozenset(key.split())
    found = {
        (column.name, bag.is_weak)
        for column in columns_of(kind)
        for bag in column.bags
        if words and bag.names(words)
    }
    names = {name for name, _ in found}
    if len(names) != 1:
        return None
    return Named(names.pop(), is_weak=all(is_weak for _, is_weak in found))


def _by_parts(kind: Kind, text: str) -> Named | None:
    """Find the column that every part of a heading means, as in two languages."""
    pieces = [part for part in _PARTS.split(text) if heading_key(part)]
    parts = [part for part in pieces if not _is_hint(part)]
    found = {_by_words(kind, part) for part in parts}
    names = {named.name for named in found if named}
    if len(pieces) < 2 or None in found or len(names) != 1:  # noqa: PLR2004
        return None
    return Named(names.pop(), all(named.is_weak for named in found if named))


def _is_hint(part: str) -> bool:
    """Whether a part of a heading only says how to fill the column in."""
    words = fold(spell_signs(part)).split()
    return words[:1] == ["pvz"] or all(word in hint_words() for word in words)


def _without_phase(kind: Kind, text: str) -> Named | None:
    """Find the column of an amount whose heading holds its budget phase, too."""
    if kind != "spending":
        return None
    phase, rest = split_phase(text)
    named = _by_words(kind, rest) if phase else None
    return Named(named.name, phase=phase) if named and named.name in MONEY else None


def _without_year(kind: Kind, text: str) -> Named | None:
    """Find the column of an amount whose heading says its year; one without goes first.

    Rows of another year are told: see `etl.workbooks.rows.said_otherwise`.
    """
    rest, years = _SAID_YEAR.subn(" ", text)
    named = name_heading(kind, rest.strip()) if years == 1 else None
    if named is None or named.name not in MONEY:
        return None
    return Named(named.name, is_weak=True, phase=named.phase)


def split_phase(text: str) -> tuple[str, str]:
    """Split the words of one budget phase from the others; empty without one."""
    phases: set[str] = set()
    rest = []
    for word in fold(spell_signs(text)).split():
        phase = phase_of(word)
        if phase:
            phases.add(phase)
        else:
            rest.append(word)
    phase = phases.pop() if len(phases) == 1 else ""
    return (phase, " ".join(rest)) if phase != _NONE else ("", text)


def phase_of(word: str) -> str:
    """Return the phase a folded word speaks of; `none` where it is no money of one."""
    known = read_phases()
    if word.startswith(known.none):
        return _NONE
    return next((p for p, stems in known.stems.items() if word.startswith(stems)), "")


def _below(kind: Kind, text: str) -> Named | None:
    """Find the column by its lowest heading, where those above change nothing."""
    above, is_over, below = text.rpartition(OVER)
    if not is_over:
        return None
    named = name_heading(kind, below)
    if named is None or named.name not in _SENSITIVE:
        return named
    words = fold(spell_signs(above)).split()
    return named if all(w.startswith(read_phases().neutral) for w in words) else None


def changes_meaning(parent: str) -> bool:
    """Whether a heading above others says a phase, or money of no phase."""
    return any(phase_of(word) for word in fold(parent).split())


def is_price(text: str) -> bool:
    """Whether a heading speaks of a price, which beside a quantity is of one piece."""
    return any(word in _PRICES for word in fold(text).split())


def helper_of(text: str) -> str:
    """Return the helping column that a heading names; empty where none."""
    key = heading_key(text.replace(OVER, " "))
    names: Mapping[str, str] = helper_names()
    return names.get(key) or names.get(heading_key(text.rpartition(OVER)[2]), "")


def rate_in(text: str) -> int:
    """Find the rate of VAT that a heading prints; 0 where it prints none."""
    found = {int(rate) for rate in _RATE.findall(fold(spell_signs(text)))}
    found &= read_reference_lists().vat_rates
    return found.pop() if len(found) == 1 else 0


_PRICES: Final = {"kaina", "price"}
_NONE: Final = "none"
_LONGEST: Final = 200
