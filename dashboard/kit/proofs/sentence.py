"""Sentences that carry the proofs of their figures, and how each becomes a link."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final, Self

from dashboard.kit.proofs.numbers import list_numbers
from dashboard.kit.proofs.proof import write_proof, write_unwritten
from dashboard.kit.screen import read_screen
from dashboard.kit.typography import JOINER, keep_counts, keep_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.kit.proofs.numbers import WrittenNumber
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

_BEFORE: Final = re.compile(
    r"(?:(?:<|>|daugiau kaip|more than|mažiau kaip|less than)\s)?[−+]?€?$"
)
_UNIT: Final = re.compile(r"\.?\s?(?:€|proc\.|%|pp\b)(?:\sp\.)?")
_SHARE: Final = re.compile(r"\s?(?:proc\.|%|pp\b)")
_DAY: Final = r"\d{4}-\d\d(?:-\d\d)?(?:\s\d\d:\d\d)?"
_DAYS: Final = re.compile(rf"{_DAY}|\d{{4}}–\d{{2,4}}")
"""Days, moments and school years, which hold digits and are no figures."""


class ProvenText(str):  # noqa: SLOT000 - a text cannot carry more with slots
    """A sentence with the proofs of its figures.

    Args:
        text: The sentence, not escaped.
        proofs: What proves its figures, in the order in which it writes them.
    """

    proofs: tuple[Proof, ...]

    def __new__(cls, text: str, proofs: tuple[Proof, ...]) -> Self:
        """Make a text of the sentence."""
        made = super().__new__(cls, text)
        made.proofs = proofs
        return made

    def __getnewargs__(self) -> tuple[str, tuple[Proof, ...]]:  # type: ignore[override]
        """Return what makes a copy."""
        return str(self), self.proofs


def prove(text: str, *proofs: Proof | None) -> str:
    """Add the proofs of its figures to a sentence, in their order.

    Args:
        text: The sentence; proofs that it carries already stand first.
        proofs: What proves its figures; what nobody knows has no proof.
    """
    known = (*list_proofs(text), *(one for one in proofs if one is not None))
    return ProvenText(text, known) if known else text


def list_proofs(text: str) -> tuple[Proof, ...]:
    """List the proofs that a sentence carries."""
    return text.proofs if isinstance(text, ProvenText) else ()


def join_proven(texts: Iterable[str], joint: str = " ") -> str:
    """Join sentences with the proofs that they carry."""
    parts = [*texts]
    proofs = [one for part in parts for one in list_proofs(part)]
    return prove(joint.join(parts), *proofs)


def write_sentence(
    text: str, screen: Screen | None = None, *, is_inside: bool = False
) -> str:
    """Return the markup of a sentence; its proven figures are links to their proofs.

    Args:
        text: The sentence, not escaped.
        screen: Language and plan; those on screen by default.
        is_inside: Whether it stands in a link, see `write_proof`.
    """
    if not (proofs := list_proofs(text)):
        return _write_words(text)
    screen = screen or read_screen()
    read = text.replace(JOINER, "")
    parts, done = [], 0
    places, unwritten = _find_places(read, proofs, screen.language)
    for proof, start, end in places:
        parts.append(_write_words(read[done:start], read[start]))
        parts.append(write_proof(screen, proof, read[start:end], is_inside=is_inside))
        done = end
    parts.append(_write_words(read[done:]))
    parts.extend(write_unwritten(screen, proof, read) for proof in unwritten)
    return "".join(parts)


def _write_words(words: str, following: str = "") -> str:
    """Write words with their days and counts whole, before what stands next."""
    kept = keep_counts(keep_days(words) + following)
    return escape(kept.removesuffix(following))


def _find_places(
    text: str, proofs: tuple[Proof, ...], language: Language
) -> tuple[Sequence[tuple[Proof, int, int]], Sequence[Proof]]:
    """Find where the figure of each proof stands; sentences order them as they like.

    A proof takes the first number that writes its value and is not taken yet. Those
    that find none come apart, if a number is left that may have been meant for them.
    """
    masked = _DAYS.sub(lambda found: "-" * len(found[0]), text)
    numbers = [*list_numbers(masked, language)]
    places, unwritten = [], []
    for proof in proofs:
        if isinstance(proof.value, date):
            written = proof.value.isoformat()
            if (start := text.find(written)) >= 0:
                places.append((proof, start, start + len(written)))
            continue
        telling = [one for one in numbers if one.tells(proof.value)]
        if isinstance(proof.value, float):
            telling.sort(key=lambda one: not _SHARE.match(text, _end(one)))
        if found := next(iter(telling), None):
            numbers.remove(found)
            places.append((proof, *_find_edges(text, found)))
        else:
            unwritten.append(proof)
    return sorted(places, key=lambda place: place[1]), unwritten if numbers else []


def _find_edges(text: str, number: WrittenNumber) -> tuple[int, int]:
    """Find where a number begins and ends with its sign and unit."""
    start, end = number.start, _end(number)
    before, unit = _BEFORE.search(text, 0, start), _UNIT.match(text, end)
    return before.start() if before else start, unit.end() if unit else end


def _end(number: WrittenNumber) -> int:
    return number.start + len(number.text)
