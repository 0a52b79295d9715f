"""The form of a made-up plan as text taken out of a PDF: wrapped, in cells and pages.

It looks as such texts do: blank lines part cells, narrow cells break words and amounts,
a page ends with its number, and its first line begins with a space.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from plan_form import Form, Grid, Text

CHARACTERS_PER_CM = 6
LONGEST_LINE = 140
PAGE_LINES = 60


def write_text(form: Form, path: Path) -> None:
    lines: list[str] = []
    used = page = 0
    for block in filter(None, _blocks(form)):
        begins_page = used + len(block) > PAGE_LINES
        if begins_page:
            page += 1
            lines.extend((str(page), "", "", ""))
            used = 0
        lines.extend([f" {block[0]}" if begins_page else block[0], *block[1:]])
        used += len(block)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _blocks(form: Form) -> Iterator[list[str]]:
    """Paragraphs and rows, with the blank lines after them."""
    counter: Counter[int] = Counter()
    for part in form:
        if isinstance(part, Text):
            yield [*wrap_cell(_count(part, counter) + part.text, LONGEST_LINE), ""]
        else:
            yield from _rows(part)


def _count(part: Text, counter: Counter[int]) -> str:
    if part.level is None:
        return ""
    counter[part.level] += 1
    counter[part.level + 1] = 0
    return "".join(f"{counter[level]}." for level in range(part.level + 1)) + " "


def _rows(grid: Grid) -> Iterator[list[str]]:
    headings: list[str] = []
    heads = [row for row in grid.rows[: grid.heading_rows] if row[0] != "1"]
    for row in (*heads, *grid.rows[grid.heading_rows :]):
        lines: list[str] = []
        for column, texts in enumerate(_glue_number(row)):
            room = int(CHARACTERS_PER_CM * _width(grid, row, column))
            lines.extend(line for text in texts for line in wrap_cell(text, room))
            lines.extend([""] if texts else [])
        if len(row) == 1:
            # A heading stays on the page of what it stands above.
            headings.extend(lines)
            continue
        yield [*headings, *lines]
        headings.clear()
    yield headings


def _glue_number(row: Sequence[Any]) -> list[list[str]]:
    """The texts of the cells, a number on the first line of the title beside it."""
    cells = [
        [
            text
            for text in ([cell] if isinstance(cell, str) else cell)
            if text not in {"", "<", "^"}
        ]
        for cell in row
    ]
    number, *others = cells
    if len(number) == 1 and re.fullmatch(r"[\d.]+", number[0]) and others and others[0]:
        others[0] = [f"{number[0]} {others[0][0]}", *others[0][1:]]
        return [[], *others]
    return cells


def _width(grid: Grid, row: Sequence[Any], column: int) -> float:
    """Width of a cell with the columns it is merged with."""
    if len(row) == 1:
        return sum(grid.widths)
    end = column + 1
    while end < len(row) and row[end] == "<":
        end += 1
    return sum(grid.widths[column:end])


def wrap_cell(text: str, width: int) -> list[str]:
    """Break lines as a table does: a word longer than its cell anywhere."""
    lines = [""]
    for word in text.split():
        rest = word
        if lines[-1] and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return [line for line in lines if line]
