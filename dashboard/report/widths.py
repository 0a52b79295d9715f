"""How the columns of a table share the width of paper."""

from __future__ import annotations

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

_LEAST: Final = 4
_EDGES: Final = 1
"""Characters that the room beside a cell takes."""

_CAPITALS: Final = 1.1
"""Headings are bold: a character of them takes so much more."""


def share_width(table: TableBlock) -> list[float]:
    """Compute the width of each column, as a share of the whole.

    A column gets room for its longest word, and more where its texts are longer.

    Args:
        table: Headings and cells.
    """
    wanted = [_measure(table, place) for place in range(len(table.columns))]
    whole = sum(wanted)
    return [round(width / whole, 4) for width in wanted]


def _measure(table: TableBlock, place: int) -> float:
    cells = list(_list_cells(table, place))
    heading = table.columns[place].label
    longest_word = max(
        (len(word) for cell in cells for word in cell.split(" ")), default=0
    )
    # A unit stays with the word before it.
    words = heading.replace(", ", ",_").split(" ")
    longest_head = max(map(len, words)) * _CAPITALS
    longest = max(map(len, cells), default=0)
    enough = _ENOUGH_OF_NUMBERS if table.columns[place].is_number else _ENOUGH
    needed = max(_LEAST, longest_word, longest_head) + _EDGES
    return max(needed, min(longest, enough) * _WRAPPED)


def _list_cells(table: TableBlock, place: int) -> Iterator[str]:
    rows = [*table.rows, table.total] if table.total else table.rows
    for row in rows:
        if place < len(row):
            yield from map(join_words, row[place])
