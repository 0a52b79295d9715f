"""A figure on a page with what proves it, and the link to the proof."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.filters import PlanFilter
from dashboard.kit.html import tag
from dashboard.kit.links import write_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

PAGE: Final = "proof"
"""The page that shows where a figure comes from."""

Value = Decimal | int | float | date


@dataclass(frozen=True)
class Proof:
    """What a page holds of a figure, and how it is computed again.

    Attributes:
        figure: Its name in `figures.toml`.
        value: The value that the page writes, before rounding.
        chosen: What narrows it: parameters of the address with their values.
    """

    figure: str
    value: Value
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()


def make_proof(
    figure: str,
    value: Value | None,
    chosen: PlanFilter | Mapping[str, str] | None = None,
    **narrowed: str,
) -> Proof | None:
    """Make the proof of a figure; a value that nobody knows has none.

    Args:
        figure: Its name in `figures.toml`.
        value: What the page writes, before rounding.
        chosen: The filter it was computed by, or the one thing that it is of.
        narrowed: What narrows it further, e.g. the policy area of one bar.
    """
    if value is None:
        return None
    given: dict[str, tuple[str, ...]] = {}
    if isinstance(chosen, PlanFilter):
        given = {name: _list_values(chosen, name) for name in chosen.list_active()}
    elif chosen:
        given = {name: (one,) for name, one in chosen.items()}
    given |= {name: (one,) for name, one in narrowed.items()}
    return Proof(figure, value, tuple(given.items()))


def _list_values(chosen: PlanFilter, name: str) -> tuple[str, ...]:
    value = getattr(chosen, name)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def write_proof(screen: Screen, proof: Proof | None, text: str) -> str:
    """Return the markup of a figure's text, a link to where it comes from.

    Args:
        screen: Language and plan.
        proof: What proves it; without one the text stands alone.
        text: The figure as the page writes it.
    """
    if proof is None:
        return escape(text)
    return tag(
        "a",
        escape(text),
        href=write_address(screen, PAGE, figure=proof.figure, **dict(proof.chosen)),
        class_="proof",
        title=screen.words(PAGE)("link"),
        data_value=write_value(proof.value),
    )


def write_proven(
    screen: Screen, sentence: str, proofs: Sequence[tuple[str, Proof | None]]
) -> str:
    """Return the markup of a sentence whose figures are links to their proofs.

    Args:
        screen: Language and plan.
        sentence: The text, not escaped.
        proofs: Figures as they stand in it, in their order; one that the sentence does
            not hold is left out, one without a proof stays as it is.
    """
    parts, rest = [], sentence
    for text, proof in proofs:
        found = re.search(rf"(?<![\d,.]){re.escape(text)}(?!\d)", rest)
        if not found:
            continue
        parts.append(escape(rest[: found.start()]))
        parts.append(write_proof(screen, proof, text))
        rest = rest[found.end() :]
    return "".join([*parts, escape(rest)])


def write_value(value: Value) -> str:
    """Write a value whole, as programs read it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else repr(value)
