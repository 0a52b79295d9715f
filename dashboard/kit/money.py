"""Amounts as a page writes them, with words where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.kit.formats import format_money, format_money_short

if TYPE_CHECKING:
    from decimal import Decimal

    from dashboard.kit.screen import Screen


def write_short(value: Decimal | None, screen: Screen) -> str:
    """Write an amount in brief, or that it is not stated."""
    if value is None:
        return screen.words("kit")("value.unknown")
    return format_money_short(value, screen.language)


def write_exact(value: Decimal | None, screen: Screen) -> str:
    """Write an amount to the cent, or that it is not stated."""
    if value is None:
        return screen.words("kit")("value.unknown")
    return format_money(value, screen.language)
