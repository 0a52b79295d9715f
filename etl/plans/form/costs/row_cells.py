"""Cells of a row of the cost table, known by the names of their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.form.activities.numbers import read_number, read_number_alone
from etl.plans.form.tables.named_rows import NO_NAME

if TYPE_CHECKING:
    from etl.plans.content.document import GridCell

_DOTTED: Final = re.compile(r"\d{1,3}\s?\.")


def number_and_title(cells: dict[str, GridCell]) -> tuple[str | None, str]:
    """Return number and title; where numbers have a column, "3D" is a title."""
    title = text_of(cells, "title")
    for name in ("number", "counter"):
        alone = read_number_alone(text_of(cells, name))
        if alone:
            return alone, title
        numbered = read_number(text_of(cells, name))
        if numbered:
            return numbered.number, f"{numbered.rest} {title}".strip()
    has_column = "number" in cells or "counter" in cells
    is_sure = not has_column or _DOTTED.match(title)
    numbered = read_number(title) if is_sure and not printed_number(cells) else None
    return (numbered.number, numbered.rest) if numbered else (None, title)


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
