"""A figure on a page with what proves it, and the link to the proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.filters import PlanFilter
from dashboard.kit.html import tag
from dashboard.kit.links import write_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

PAGE: Final = "proof"
"""The page that shows where a figure comes from."""

VALUE: Final = "data-value"
"""Attribute with the value behind a text, unless the text is the value."""

Value = Decimal | int | float | date


@dataclass(frozen=True)
class Proof:
    """What a page holds of a figure, and how it is computed again.

    Attributes:
        figure: Its name in `figures.toml`.
        value: The value that the page writes, before rounding.
        chosen: What narrows it: parameters of the address with their values.
        snapshot: Name of the file of the earlier snapshot that it is of; by default it
            is of the one on screen. Only `verify` opens earlier ones, no page does.
    """

    figure: str
    value: Value
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    snapshot: str = ""


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
        given = list_chosen(chosen)
    elif chosen:
        given = {name: (one,) for name, one in chosen.items()}
    given |= {name: (one,) for name, one in narrowed.items()}
    return Proof(figure, value, tuple(given.items()))


def prove_part(
    figure: str, value: Value | None, chosen: PlanFilter | None = None, **row: str
) -> Proof | None:
    """Make the proof of the part of a figure whose rows have something in common.

    Args:
        figure: Its name in `figures.toml`.
        value: What the page writes, before rounding.
        chosen: The filter it was computed by.
        row: What the rows behind it have in common, by their columns.
    """
    mark = "~" if figure.endswith("/all") else ":"
    parts = tuple(f"{name}{mark}{one}" for name, one in row.items())
    return prove_rows(figure, value, chosen, parts)


def prove_rows(
    figure: str,
    value: Value | None,
    chosen: PlanFilter | None,
    parts: tuple[str, ...],
) -> Proof | None:
    """Make the proof of a part of a figure, see `prove_part`.

    Args:
        figure: Its name in `figures.toml`.
        value: What the page writes, before rounding.
        chosen: The filter it was computed by.
        parts: What the rows behind it have in common, as an address says it.
    """
    if value is None:
        return None
    given = list_chosen(chosen) if chosen else {}
    return Proof(figure, value, (*given.items(), ("row", parts)))


def date_proof(proof: Proof | None, snapshot: str) -> Proof | None:
    """Return a proof that is of an earlier snapshot.

    Args:
        proof: What proves a figure of the snapshot on screen.
        snapshot: Name of the file of the earlier one.
    """
    return replace(proof, snapshot=snapshot) if proof else None


def list_chosen(chosen: PlanFilter) -> dict[str, tuple[str, ...]]:
    """List what a filter narrows, as parameters of an address with their values."""
    return {name: _list_values(chosen, name) for name in chosen.list_active()}


def _list_values(chosen: PlanFilter, name: str) -> tuple[str, ...]:
    value = getattr(chosen, name)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def write_proof(screen: Screen, proof: Proof, text: str, *, is_inside: bool) -> str:
    """Return the markup of a figure's text, a link to where it comes from.

    Args:
        screen: Language and plan.
        proof: What proves it.
        text: The figure as the page writes it.
        is_inside: Whether it stands in a link, which can hold no other: then the
            address is there for who verifies the page.
    """
    address = write_address(screen, PAGE, figure=proof.figure, **dict(proof.chosen))
    value = write_value(proof.value)
    if is_inside or proof.snapshot:
        of = {"data_snapshot": proof.snapshot} if proof.snapshot else {}
        given = {"data_of": address, "data_value": value, **of}
        return tag("span", escape(text), class_="proof", **given)
    return tag(
        "a",
        escape(text),
        class_="proof",
        href=address,
        title=screen.words(PAGE)("link"),
        data_value=value,
    )


def write_unwritten(screen: Screen, proof: Proof, text: str) -> str:
    """Return the markup of a proof whose value a text does not write, for `verify`.

    Args:
        screen: Language and plan.
        proof: What no number of the text tells.
        text: The text; a reader sees nothing of this.
    """
    return tag(
        "span",
        hidden="",
        class_="unwritten",
        data_of=write_address(screen, PAGE, figure=proof.figure, **dict(proof.chosen)),
        data_value=write_value(proof.value),
        data_said=text,
    )


def write_value(value: Value) -> str:
    """Write a value whole, as programs read it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else repr(value)
