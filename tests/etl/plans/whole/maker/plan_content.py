"""The form of a made-up plan as content, as a reader of files gives it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from plan_form import Form, Grid

from etl.plans.content.content import Content, Paragraph, Table, TableCell
from etl.plans.content.document import PlanDocument
from etl.plans.content.linearise import linearise


def to_document(form: Form) -> PlanDocument:
    lines, tables = linearise(to_content(form))
    return PlanDocument("plan.docx", "", lines, tables)


def to_content(form: Form) -> Content:
    return tuple(
        Table(tuple(tuple(_cells(part, index)) for index in range(len(part.rows))))
        if isinstance(part, Grid)
        else Paragraph(part.text)
        for part in form
    )


def _cells(grid: Grid, index: int) -> Iterator[TableCell]:
    row = grid.rows[index]
    edges = list(accumulate(grid.widths, initial=0.0))
    if len(row) == 1:
        yield TableCell(0.0, edges[-1], _texts(row[0]))
        return
    for column, content in enumerate(row):
        end = column + 1
        while end < len(row) and row[end] == "<":
            end += 1
        if content not in ("<", "^"):
            rows = 1 + _count_merged(grid, index, column)
            texts = _texts(content)
            yield TableCell(edges[column], edges[end], texts, rows=rows)


def _count_merged(grid: Grid, index: int, column: int) -> int:
    count = 0
    for row in grid.rows[index + 1 :]:
        if len(row) <= column or row[column] != "^":
            break
        count += 1
    return count


def _texts(content: str | Sequence[Any]) -> tuple[str, ...]:
    texts = [content] if isinstance(content, str) else content
    return tuple(text for text in texts if text)
