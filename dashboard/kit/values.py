"""Values of indicators and exams with their unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.kit.formats import NBSP, format_number, format_plain, format_points
from dashboard.kit.texts import Words
from warehouse.audiences.masking import RESTRICTED

if TYPE_CHECKING:
    from decimal import Decimal

    from pazanga.texts import Language

SHARES: Final = ("percent", "percentage_points")
"""Units whose differences are percentage points."""

_HIDDEN: Final = re.compile(rf"{RESTRICTED}(:[0-9a-f]{{24}})?")
"""What stands in the place of a text, or of one that stays apart from others."""


def write_value(
    value: Decimal,
    unit: str | None,
    language: Language,
    style: Literal["sentence", "table"] = "table",
    *,
    decimals: int | None = None,
) -> str:
    """Write a value with its unit: `32,61 %`, `32,61 proc.`, `13,2`.

    Args:
        value: The value.
        unit: Its unit; None for a bare number.
        language: Language of the reader.
        style: Whether it stands in a sentence or in a table.
        decimals: How many it gets, as all of its column; None: as many as it has.
    """
    number = (
        format_plain(value, language)
        if decimals is None
        else format_number(value, language, decimals=decimals)
    )
    if unit == "percentage_points":
        return f"{number}{NBSP}{'proc.' + NBSP + 'p.' if language == 'lt' else 'pp'}"
    if unit != "percent":
        return number
    if language == "en":
        return f"{number}%"
    return f"{number}{NBSP}{'proc.' if style == 'sentence' else '%'}"


def write_change(
    value: Decimal,
    unit: str | None,
    language: Language,
    *,
    decimals: int | None = None,
) -> str:
    """Write a difference with its sign: `+13,00 proc. p.`, `+0,59`."""
    if unit in SHARES:
        return format_points(
            value, language, decimals=2 if decimals is None else decimals
        )
    sign = "+" if value > 0 else ""
    return f"{sign}{write_value(value, None, language, decimals=decimals)}"


def write_tick(value: float, language: Language) -> str:
    """Write a percentage under an axis: `25 %`."""
    return f"{value:.0f}%" if language == "en" else f"{value:.0f}{NBSP}%"


def is_hidden(value: object) -> bool:
    """Whether a value stands for a text that the reader may not see."""
    return isinstance(value, str) and _HIDDEN.fullmatch(value) is not None


def show_hidden(value: Any, language: Language) -> Any:  # noqa: ANN401 - any value of a row
    """Return a value of a row, or what people call a text that is not shown to them."""
    return Words("kit", language)("value.restricted") if is_hidden(value) else value
