"""How the columns of a table share the width of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.report.model import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.report.model import TableBlock

_ENOUGH: Final = 44
"""Characters of a line after which more width makes a cell no easier to read."""

_LEAST: Final = 5
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
    longest_head = max(len(word) for word in f"{heading} ".split(" ")) * _CAPITALS
    longest = max(map(len, cells), default=0)
    return max(_LEAST, longest_word, longest_head, min(longest, _ENOUGH) * 0.8)


def _list_cells(table: TableBlock, place: int) -> Iterator[str]:
    rows = [*table.rows, table.total] if table.total else table.rows
    for row in rows:
        if place < len(row):
            yield from map(join_words, row[place])
