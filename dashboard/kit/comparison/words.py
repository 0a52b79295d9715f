"""Values that are compared, and their differences, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.kit.formats import (
    format_difference,
    format_money,
    format_money_short,
    format_points,
)
from dashboard.kit.money import write_short
from dashboard.kit.values import SHARES, write_change, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from dashboard.kit.screen import Screen

MONEY: Final = "eur"
"""Unit of amounts."""

MOST_NAMED: Final = 4
"""Of more plans than that a sentence names the first, and counts the others."""


def name_plans(names: Sequence[str], screen: Screen) -> str:
    """Write names of plans for a sentence: the first, and how many more there are.

    Args:
        names: In the order of their weight for the reader.
        screen: Language.
    """
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    first, rest = names[: MOST_NAMED - 1], len(names) - MOST_NAMED + 1
    say = screen.words("kit.compare")
    return say("and_more", names=", ".join(first), count=rest)


def say_compared(
    value: Decimal | None,
    unit: str | None,
    screen: Screen,
    style: Literal["sentence", "table"] = "table",
) -> str:
    """Write a value that is compared in brief, or that there is none."""
    if value is None:
        return screen.words("kit.compare")("absent")
    if unit == MONEY:
        return write_short(value, screen)
    decimals = 1 if unit in SHARES else None
    return write_value(value, unit, screen.language, style, decimals=decimals)


def say_difference(value: Decimal | None, unit: str | None, screen: Screen) -> str:
    """Write a difference in brief, with its sign."""
    if value is None:
        return screen.words("kit.compare")("unknown")
    if unit == MONEY:
        sign = "+" if value > 0 else ""
        return sign + format_money_short(value, screen.language)
    return write_change(
        value, unit, screen.language, decimals=1 if unit in SHARES else None
    )


def say_distance(value: Decimal, unit: str | None, screen: Screen) -> str:
    """Write how much a difference is without its sign, where words say which way."""
    if unit == MONEY:
        return format_money_short(abs(value), screen.language)
    if unit in SHARES:
        return format_points(abs(value), screen.language).removeprefix("+")
    return write_value(abs(value), unit, screen.language)


def say_exact(value: Decimal, unit: str | None, screen: Screen) -> str:
    """Write a value as exactly as it is known: money to the cent."""
    if unit == MONEY:
        return format_money(value, screen.language)
    return write_value(value, unit, screen.language)


def say_exact_difference(value: Decimal, unit: str | None, screen: Screen) -> str:
    """Write a difference as exactly as it is known, with its sign."""
    if unit == MONEY:
        euro = format_money(abs(value), screen.language)
        sign = format_difference(value, screen.language)[:1]
        return f"{sign}{euro}" if value else euro
    return write_change(value, unit, screen.language)


def say_headline(
    name: str, row: Mapping[str, Any], screen: Screen, section: str, **fields: str
) -> str:
    """Describe a comparison as a sentence, which way and by how much.

    Args:
        name: Beginning of the texts: `…_more`, `…_less`, `…_same`.
        row: `own_value`, `other_value`, `difference_value`, `unit_code`.
        screen: Language.
        section: Catalogue of the texts.
        **fields: What else they hold.
    """
    say, unit = screen.words(section), row["unit_code"]
    difference = row["difference_value"]
    if row["own_value"] is None or row["other_value"] is None or difference is None:
        return ""
    way = "more" if difference > 0 else "less" if difference < 0 else "same"
    return say(
        f"{name}_{way}",
        own=say_compared(row["own_value"], unit, screen, "sentence"),
        other=say_compared(row["other_value"], unit, screen, "sentence"),
        difference=say_distance(difference, unit, screen),
        **fields,
    )
