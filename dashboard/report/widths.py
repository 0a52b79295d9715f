"""How the columns of a table share the width of paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dashboard.report.model import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.report.model import TableBlock

_ENOUGH: Final = 56
"""Characters of a line after which more width makes a cell no easier to read."""

_ENOUGH_OF_NUMBERS: Final = 16
_WRAPPED: Final = 0.8
"""Share of its longest text that a column gets where that may wrap."""

_UNIT: Final = re.compile(r" (?=[€%]$)")
_LEAST: Final = 4
_EDGES: Final = 1
"""Characters that the room beside a cell takes."""

_BOLD: Final = 1.1
"""Headings are bold: a character of them takes so much more."""

_CAPACITIES: Final = ((6, 116), (9, 132), (1_000, 152))
"""Columns, up to so many, and the characters of a row on A4 in their letters."""


def share_width(table: TableBlock) -> list[float]:
    """Compute the width of each column, as a share of the whole.

    Each column gets room for its longest word, so that none is torn; what is left goes
    to those whose texts are longer.

    Args:
        table: Headings and cells.
    """
    needed, wanted = zip(
        *(_measure(table, place) for place in range(len(table.columns))), strict=True
    )
    least, most = sum(needed), sum(wanted)
    left = max(0.0, min(_find_capacity(len(needed)), most) - least)
    share = left / (most - least) if most > least else 0.0
    widths = [
        few + (much - few) * share for few, much in zip(needed, wanted, strict=True)
    ]
    return [round(width / sum(widths), 4) for width in widths]


def _find_capacity(count: int) -> int:
    """Return how many characters a row of so many columns holds: letters differ."""
    return next(characters for most, characters in _CAPACITIES if count <= most)


def _measure(table: TableBlock, place: int) -> tuple[float, float]:
    """Measure what a column needs for its longest word, and what its texts would."""
    cells = list(_list_cells(table, place))
    longest_word = max(
        (len(word) for cell in cells for word in cell.split(" ")), default=0
    )
    # A unit stays with the word before it.
    heads = _UNIT.sub("_", table.columns[place].label).split(" ")
    longest_head = max(map(len, heads)) * _BOLD
    needed = max(_LEAST, longest_word, longest_head) + _EDGES
    enough = _ENOUGH_OF_NUMBERS if table.columns[place].is_number else _ENOUGH
    longest = max(map(len, cells), default=0)
    return needed, max(needed, min(longest, enough) * _WRAPPED)


def _list_cells(table: TableBlock, place: int) -> Iterator[str]:
    rows = [*table.rows, table.total] if table.total else table.rows
    for row in rows:
        if place < len(row):
            yield from map(join_words, row[place])
