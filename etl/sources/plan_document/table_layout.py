"""Rows of a table as blocks of lines, a block for every cell that holds something.

A cell is one line, but for the cost table: its reader tells columns apart by their
width, so the title, the justification and the words about costs are wrapped there, and
never inside a word. Nothing else of a table's look is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.cost_headings import is_area_cell
from etl.sources.plan_document.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.sources.plan_document.content import Table, TableCell, TableRow

# Columns of the form's cost table and of its indicators, by words of their headings;
# the first that matches counts.
_COLUMNS: Final = (
    ("area", re.compile(r"sričiai|\bsrit", re.IGNORECASE)),
    ("reason", re.compile(r"pagrindim", re.IGNORECASE)),
    ("period", re.compile(r"laikotarp|trukm", re.IGNORECASE)),
    ("net", re.compile(r"\bbe\s+PVM", re.IGNORECASE)),
    ("vat", re.compile(r"\bPVM", re.IGNORECASE)),
    ("baseline", re.compile(r"^Pradinė reikšmė", re.IGNORECASE)),
    ("title", re.compile(r"pavadinim", re.IGNORECASE)),
)
_COST_COLUMNS: Final = frozenset({"title", "reason", "period", "net", "vat"})
_HEADING_ROWS: Final = 3
_WIDTHS: Final = {"title": 24, "reason": 46, "period": 14, "net": 16, "vat": 16}
_MOST_AREA_LINES: Final = 4

_NUMBER = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\s?\.?")
_ITEM = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\.?\s+[„“\"(]?[A-ZĄČĘĖĮŠŲŪŽ]")
_WORDS = re.compile(r"[„“\"(]?\d{0,2}[^\W\d_]")
_AMOUNT = re.compile(
    r"(\d[\d ]*(?:[.,]\s?\d{1,2})?(?!\d)(?:\s?(?:Eur|EUR|€)\.?)?)\s+(.+)"
)
EMPTY: Final = "–"
"""What is printed for an empty cell where the next cell would be taken for it."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines without a blank one between them, and the page they begin on."""

    texts: tuple[str, ...]
    page: int | None


def lay_out_rows(table: Table) -> Iterator[TextBlock]:
    """Give the blocks of a table's cells, row by row, from left to right."""
    columns = _read_headings(table)
    is_costs = {name for _, name in columns} >= _COST_COLUMNS
    for row in table.rows:
        if _are_column_numbers(row):
            continue
        for cell, text, name in _cells_with_text(row, columns):
            texts = _wrap_cell(text, name) if is_costs and len(row) > 1 else ()
            yield TextBlock(tuple(texts) or _part_items(cell, text), cell.page)


def _read_headings(table: Table) -> list[tuple[TableCell, str]]:
    """Give the heading cells that say what stands below them, the lowest last."""
    return [
        (cell, name)
        for row in table.rows[:_HEADING_ROWS]
        for cell in row
        if len(row) > 1 and (name := _name_column(cell.text))
    ]


def _name_column(heading: str) -> str:
    if _NUMBER.match(heading):
        return ""
    return next((name for name, words in _COLUMNS if words.search(heading)), "")


def _column_of(cell: TableCell, columns: Sequence[tuple[TableCell, str]]) -> str:
    """Give the heading that shares most of the cell's width, the lowest of equals."""
    shared = [
        (min(cell.right, heading.right) - max(cell.left, heading.left), index)
        for index, (heading, _) in enumerate(columns)
    ]
    width, index = max(shared, default=(0.0, 0))
    return columns[index][1] if 2 * width > cell.right - cell.left else ""


def _cells_with_text(
    row: TableRow, columns: Sequence[tuple[TableCell, str]]
) -> Iterator[tuple[TableCell, str, str]]:
    """Cells that print something, with text and column; a number joins its title.

    An empty cell of a baseline or of net costs is printed as a dash where a target or
    a VAT follows, which would be taken for it.
    """
    number = ""
    for index, cell in enumerate(row):
        name = _column_of(cell, columns)
        text = f"{number} {cell.text}".strip()
        following = row[index + 1].text if index + 1 < len(row) else ""
        number = ""
        if _NUMBER.fullmatch(text) and _WORDS.match(following) and index < 1:
            number = text
        elif text:
            yield cell, text, name
        elif name in {"baseline", "net"} and following:
            yield cell, EMPTY, name


def _are_column_numbers(row: TableRow) -> bool:
    """Tell whether a row only counts the columns: 1, 2, 3 and so on."""
    texts = [cell.text.rstrip(".") for cell in row]
    return len(texts) > 2 and texts == [str(n + 1) for n in range(len(texts))]  # noqa: PLR2004


def _part_items(cell: TableCell, text: str) -> tuple[str, ...]:
    """Run a cell's paragraphs together; one that begins with a number begins a line."""
    parts: list[str] = [text[: len(text) - len(cell.text)] + (cell.texts or ("",))[0]]
    for paragraph in cell.texts[1:]:
        if _ITEM.match(paragraph):
            parts.append(paragraph)
        else:
            parts[-1] = f"{parts[-1]} {paragraph}"
    return tuple(parts) if cell.texts else (text,)


def _wrap_cell(text: str, name: str) -> Iterator[str]:
    width = _WIDTHS.get(name)
    if width is None or (name == "period" and looks_like_period(text)):
        return
    amount = _AMOUNT.fullmatch(text) if name in {"net", "vat"} else None
    if amount:
        yield amount[1]
        text = amount[2]
    lines = _wrap(text, width)
    yield from _keep_areas_apart(lines) if name == "title" else lines


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _keep_areas_apart(lines: list[str]) -> list[str]:
    """Wrap a title so that a policy area at its end is no cell of its own."""
    for count in range(min(_MOST_AREA_LINES, len(lines) - 1), 0, -1):
        if is_area_cell(" ".join(lines[-count:])):
            return [*lines[: -count - 1], " ".join(lines[-count - 1 :])]
    return lines
