"""Small tables written as text: cells parted by `|`, their paragraphs by ` // `."""

from plan_content import to_document
from plan_form import Grid, Text

from etl.plans.content.document import Grid as PrintedGrid
from etl.plans.content.document import PlanDocument


def document_of(*parts: str | list[str]) -> PlanDocument:
    """A document of paragraphs, and of tables given as lists of rows.

    A row of one cell goes over the whole width; `<` goes on from the left, `^` from
    above.
    """
    form = [Text(part) if isinstance(part, str) else _grid(part) for part in parts]
    return to_document(form)


def grids_of(*parts: str | list[str]) -> tuple[PrintedGrid, ...]:
    """The tables of `document_of`."""
    return document_of(*parts).tables or ()


def _grid(rows: list[str]) -> Grid:
    cells = [[_cell(cell) for cell in row.split("|")] for row in rows]
    widths = tuple(2.0 for _ in max(cells, key=len))
    return Grid(widths, tuple(cells))


def _cell(printed: str) -> str | list[str]:
    texts = [text.strip() for text in printed.split(" // ")]
    return texts if len(texts) > 1 else texts[0]
