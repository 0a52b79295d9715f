"""Values of indicators and exams with their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from dashboard.formats import NBSP, format_plain, format_points

if TYPE_CHECKING:
    from decimal import Decimal

    from warehouse.messages import Language

SHARES: Final = ("percent", "percentage_points")
"""Units whose differences are percentage points."""


def write_value(
    value: Decimal,
    unit: str | None,
    language: Language,
    style: Literal["sentence", "table"] = "table",
) -> str:
    """Write a value as printed with its unit: `32,61 %`, `32,61 proc.`, `13,2`."""
    number = format_plain(value, language)
    if unit == "percentage_points":
        return f"{number}{NBSP}{'proc.' + NBSP + 'p.' if language == 'lt' else 'pp'}"
    if unit != "percent":
        return number
    if language == "en":
        return f"{number}%"
    return f"{number}{NBSP}{'proc.' if style == 'sentence' else '%'}"


def write_change(value: Decimal, unit: str | None, language: Language) -> str:
    """Write a difference with its sign: `+13,00 proc. p.`, `+0,59`."""
    if unit in SHARES:
        return format_points(value, language, decimals=2)
    sign = "+" if value > 0 else ""
    return f"{sign}{format_plain(value, language)}"


def write_tick(value: float, language: Language) -> str:
    """Write a percentage under an axis: `25 %`."""
    return f"{value:.0f}%" if language == "en" else f"{value:.0f}{NBSP}%"
