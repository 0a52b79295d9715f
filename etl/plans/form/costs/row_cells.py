"""Cells of a row of the cost table, known by the names of their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.form.activities.numbers import (
    Numbered,
    read_number,
    read_number_alone,
)
from etl.plans.form.tables.named_rows import NO_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.plans.content.document import GridCell
    from etl.plans.content.table_columns import Columns, GridRow

_DOTTED: Final = re.compile(r"\d{1,3}\s?\.")
_GLUED: Final = re.compile(r"\d+[^\W\d_]")
_NUMBER_COLUMNS: Final = ("number", "counter")


@dataclass(frozen=True, slots=True)
class ActivityNumbering:
    """Where a table prints the numbers of its activities.

    Attributes:
        columns: Names of the columns that are headed as theirs: none, or one; where
            activities have numbers of their own, counted rows say nothing.
        is_used: Whether any row has its number there; a title that begins with a
            number is then the title of a list, as `1. Sienos`.
    """

    columns: tuple[str, ...]
    is_used: bool

    def is_sure(self, title: str) -> bool:
        """Whether the number that a title begins with is that of its activity."""
        if self.columns:
            return not self.is_used and _DOTTED.match(title) is not None
        return _GLUED.match(title) is None


NO_NUMBERING: Final = ActivityNumbering((), is_used=False)


def find_numbering(columns: Columns, rows: Iterable[GridRow]) -> ActivityNumbering:
    """Find where the rows below some headings print their numbers.

    Args:
        columns: The named columns.
        rows: The rows below.
    """
    named = [name for name in _NUMBER_COLUMNS if name in columns.names()][:1]
    used = (_own_number(columns.by_name(row), named) for row in rows if len(row) > 1)
    return ActivityNumbering(tuple(named), is_used=any(used))


def number_and_title(
    cells: dict[str, GridCell], numbering: ActivityNumbering
) -> tuple[str | None, str]:
    """Return number and title; where numbers have a column, "3D" is a title.

    Where only rows are counted (`Eil. Nr.`) and the title has another number, it is
    not sure which of them is that of the activity.
    """
    title = text_of(cells, "title")
    own = _own_number(cells, numbering.columns)
    if own:
        counted = None if "number" in cells else read_number(title)
        is_other = counted and _DOTTED.match(title) and counted.number != own.number
        return (None if is_other else own.number), f"{own.rest} {title}".strip()
    is_sure = numbering.is_sure(title) and not printed_number(cells)
    numbered = read_number(title) if is_sure else None
    return (numbered.number, numbered.rest) if numbered else (None, title)


def _own_number(cells: dict[str, GridCell], columns: Iterable[str]) -> Numbered | None:
    """Return the number printed in its own column, and what is printed after it."""
    for name in columns:
        alone = read_number_alone(text_of(cells, name))
        if alone:
            return Numbered(alone, "")
        numbered = read_number(text_of(cells, name))
        if numbered:
            return numbered
    return None


def printed_number(cells: dict[str, GridCell]) -> GridCell | None:
    """Return the cell that should be a number and prints something else."""
    found = (cells.get(name) for name in ("number", "counter"))
    return next((cell for cell in found if cell and cell.text not in NO_NAME), None)


def cell_of_number(cells: dict[str, GridCell]) -> GridCell:
    """Return the cell that the number of a numbered row is printed in."""
    names = ("number", "counter", "title")
    return next(cells[name] for name in names if name in cells and cells[name].texts)


def text_of(cells: dict[str, GridCell], name: str) -> str:
    """Return the text of a column's cell; empty where the row has none."""
    return cells[name].text if name in cells else ""
