"""Places and lines of a chart, read back from the styles of its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dashboard.kit.charts.lines import STROKES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node

Points = list[tuple[float, float]]

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?=(%|px|$))")
_POLYLINE: Final = re.compile(r'points="([^"]*)"')


def read_place(node: Node, name: str = "left") -> float:
    """Read a number of a style, percent or pixels: 5.0 of `left:5.00%`.

    Raises:
        ValueError: The style has no such number: a mistake in the program.
    """
    found = re.search(_NUMBER, node.style.get(name, ""))
    if not found:
        raise ValueError(node.attributes)
    return float(found[0])


def read_lines(node: Node, height: float) -> Iterator[tuple[str, Points]]:
    """Yield the lines of a plot: the kind of each, and its points.

    Args:
        node: The plot.
        height: Its height in points; those of the markup are percent.
    """
    for line in node.find_all("lines"):
        kind = line.classes[-1]
        for points in _POLYLINE.findall(unquote(line.style["mask-image"])):
            pairs = (pair.split(",") for pair in points.split())
            yield kind, [(float(x), float(y) * height / 100) for x, y in pairs]


def read_dashes(kind: str) -> list[float]:
    """Return the lengths of dashes and gaps of a kind of line."""
    return [float(length) for length in STROKES[kind].dashes.split()]
