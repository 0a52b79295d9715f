"""Scales of numbers: where a value stands on one, and where its ticks are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS: Final = (5, 10, 20, 25, 50)
"""Distances of ticks, of which the least that gives at most `TICKS` is taken."""

TICKS: Final = 7


def place(value: float, scale: tuple[float, float]) -> float:
    """Return the place of a value on a scale in percent, never outside it."""
    low, high = scale
    share = (value - low) / (high - low)
    return round(100 * min(max(share, 0.0), 1.0), 2)


def find_scale(
    values: Iterable[float], most: float = math.inf
) -> tuple[tuple[float, float], list[float]]:
    """Find a scale that shows small differences, and where its ticks stand.

    It need not begin at zero: marks on a line are compared by place, not by length.

    Args:
        values: What stands on it.
        most: Value beyond which it does not go, unless a value does.
    """
    known = list(values) or [0.0]
    room = (max(known) - min(known)) * 0.02
    low, high = min(known) - room, max(known) + room
    high = max(min(high, most), *known)
    for step in STEPS:
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first < TICKS:
            break
    last = max(last, first + 1)
    ticks = [float(step * place) for place in range(first, last + 1)]
    return (ticks[0], ticks[-1]), ticks
