"""The colours of pictures: those that the style sheet gives pages, on white paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

STYLE: Final = Path(__file__).parents[2] / "frame" / "style.css"
TINT: Final = 0.35
"""Share of its colour in what stands for planned money; style.css says it too."""

_PROPERTY: Final = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #[0-9a-f]{6}\)")


@cache
def read_colours() -> dict[str, str]:
    """Read the colours of the light theme by the names of their properties."""
    return dict(_PROPERTY.findall(STYLE.read_text(encoding="utf-8")))


def find_colour(name: str) -> str:
    """Return the colour of a property of the style sheet: `#33977f` for `steam`.

    Raises:
        KeyError: There is none of that name: a mistake in the program.
    """
    return f"#{read_colours()[name]}"


def mix(colour: str, share: float, ground: str = "") -> str:
    """Return a colour mixed into another, that of the page unless another is given.

    Args:
        colour: Hexadecimal.
        share: Its part, from 0 to 1.
        ground: Hexadecimal.
    """
    pairs = zip(_split(colour), _split(ground or find_colour("ground")), strict=True)
    mixed = (round(one * share + other * (1 - share)) for one, other in pairs)
    return "#" + "".join(f"{part:02x}" for part in mixed)


def tint(colour: str) -> str:
    """Return what stands for planned money of a colour."""
    return mix(colour, TINT)


def _split(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
