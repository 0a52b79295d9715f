"""How often things meet, see `kit/charts/matrix.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.pictures.drawing.colours import mix
from dashboard.pictures.drawing.shapes import INK, LINE, MUTED, Cell, CellGrid
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item


def make_matrix(root: Node) -> Item:
    """Make a matrix of its markup, the darker the more often two things meet."""
    rows = [
        [_make_cell(node, is_first=not place) for place, node in enumerate(row.nodes)]
        for row in root.find_all(name="tr")
    ]
    return CellGrid(rows=rows)


def _make_cell(node: Node, *, is_first: bool) -> Cell:
    if node.name == "th":
        return Cell(text=node.text, across="left" if is_first else "center")
    if "self" in node.classes:
        return Cell(text="", fill=LINE)
    if "--depth" in node.style:
        return Cell(text=node.text, fill=mix(INK, read_place(node, "--depth") / 100))
    return Cell(text=node.text, tone=MUTED)
