"""The form of a made-up plan as text taken out of a PDF: wrapped, in cells and pages.

It looks as such texts do: blank lines part cells, narrow cells break words and amounts,
a page ends with its number, and its first line begins with a space.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from plan_form import Form, Grid, Text

CHARACTERS_PER_CM = 6
LONGEST_LINE = 140
PAGE_LINES = 60
NUMBERS = ("{n}", "- {n} -", "{n} psl.", "{n} / 30", "Puslapis {n} iš 30", "")
RUNNING = ("", "", "Utenos rajono savivaldybė", "2023-05-31 Nr. T1-128", "PROJEKTAS")
FOOTNOTES = (
    *("", "", "", "¹ 2021 m. duomenys.", "* 12 mokyklų, iš jų 3 gimnazijos."),
    *("2 Žr. 5 priedą.", "** Programai skirta 21,5 mln. Eur."),
)

Block = list[list[str]]
"""Lines of the cells of a row, or of a paragraph."""


@dataclass(frozen=True)
class TextLook:
    """How a program wrote a text; none of it is a fact.

    Attributes:
        number: How pages are numbered.
        running: What each page says in its margin.
        is_above: Whether both stand above the page.
        footnote: A note below every third page.
        blanks: Blank lines after what stands below a page.
        mark: What a page begins with.
        page_lines: Lines of a page.
        breaks_rows: Whether a page may end within a row.
        between: What parts the cells of a row.
        scale: How wide columns are.
    """

    number: str = "{n}"
    running: str = ""
    is_above: bool = False
    footnote: str = ""
    blanks: int = 3
    mark: str = " "
    page_lines: int = PAGE_LINES
    breaks_rows: bool = False
    between: str = "\n\n"
    scale: float = 1


def make_up_look(chance: Random) -> TextLook:
    return TextLook(
        number=chance.choice(NUMBERS),
        running=chance.choice(RUNNING),
        is_above=chance.random() < 0.3,
        blanks=chance.choice((0, 1, 2, 3)),
        mark=chance.choice((" ", "\f")),
        page_lines=chance.choice((30, 45, 60, 90)),
        breaks_rows=chance.random() < 0.5,
        between=chance.choice(("\n\n",) * 6 + ("\t", "   ", " | ", "\n\n\n")),
        scale=chance.choice((0.9, 1, 1, 1.2)),
        footnote=chance.choice(FOOTNOTES),
    )


def write_text(form: Form, path: Path, look: TextLook | None = None) -> None:
    look = look or TextLook()
    pages: list[list[str]] = [[]]
    for block in filter(None, _blocks(form, look)):
        room = look.page_lines - len(pages[-1])
        first, rest = _part(block, room) if look.breaks_rows else (block, [])
        lines = _join(first, look)
        if len(lines) > room and pages[-1]:
            pages.append([])
        pages[-1].extend(lines)
        if rest:
            pages.append(_join(rest, look))
    path.write_text("\n".join(_print(pages, look)) + "\n", encoding="utf-8")


def _print(pages: list[list[str]], look: TextLook) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        margin = [text for text in (look.running, look.number.format(n=number)) if text]
        lines = [*page, look.footnote, ""] if number % 3 == 0 else list(page)
        if look.is_above:
            lines = [*margin, "", *lines]
        elif number < len(pages):
            lines = [*lines, *margin, *[""] * look.blanks]
        if number > 1 and lines:
            lines[0] = look.mark + lines[0]
        yield from lines


def _part(block: Block, room: int) -> tuple[Block, Block]:
    """A row in what stands on this page, and on the next one."""
    height = max(len(cell) for cell in block)
    if sum(map(len, block)) <= room or not 1 < room // len(block) < height:
        return block, []
    top = room // len(block)
    return [cell[:top] for cell in block], [cell[top:] for cell in block if cell[top:]]


def _join(block: Block, look: TextLook) -> list[str]:
    if look.between.strip("\n"):
        return [look.between.join(" ".join(cell) for cell in block if cell), ""]
    blanks = [""] * (len(look.between) - 1)
    return [line for cell in block if cell for line in (*cell, *blanks)]


def _blocks(form: Form, look: TextLook) -> Iterator[Block]:
    """Paragraphs and rows."""
    counter: Counter[int] = Counter()
    for part in form:
        if isinstance(part, Text):
            yield [wrap_cell(_count(part, counter) + part.text, LONGEST_LINE)]
        else:
            yield from _rows(part, look)


def _count(part: Text, counter: Counter[int]) -> str:
    if part.level is None:
        return ""
    counter[part.level] += 1
    counter[part.level + 1] = 0
    return "".join(f"{counter[level]}." for level in range(part.level + 1)) + " "


def _rows(grid: Grid, look: TextLook) -> Iterator[Block]:
    headings: Block = []
    heads = [row for row in grid.rows[: grid.heading_rows] if row[0] != "1"]
    for row in (*heads, *grid.rows[grid.heading_rows :]):
        block: Block = []
        for column, texts in enumerate(_glue_number(row)):
            room = int(CHARACTERS_PER_CM * _width(grid, row, column) * look.scale)
            block.append([line for text in texts for line in wrap_cell(text, room)])
        if len(row) == 1:
            # A heading stays on the page of what it stands above.
            headings.extend(block)
            continue
        yield [*headings, *block]
        headings.clear()
    if headings:
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
