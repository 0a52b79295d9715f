"""The layout of section 4: from lines to the names and value cells of indicators.

The template prints three tables: the programme's mandatory indicators, its list of
optional ones, and the plan's own. In the text a name and its cells follow each other,
separated by blank lines or not; a name may go on after its cells where a page ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from etl.plans.content.document import Block, Line, split_blocks
from etl.plans.form.indicators.cells import (
    CELL,
    UNIT_BRACKET,
    start_of_cells,
)
from etl.plans.form.indicators.thresholds import INDICATOR
from etl.plans.form.prose.prose import join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Group = Literal["mandatory", "optional", "municipal"]

_NEXT_GROUPS: Final[dict[Group, re.Pattern[str]]] = {
    "optional": re.compile(r"Įrašykite TIK pasirinktų rodiklių"),
    "municipal": re.compile(r"Lentelėje toliau įrašykite"),
}
_HEADING = re.compile(r"Rodikli(?:s|o pavadinimas)(?:\s*$|\s+(?:Pradinė|ir aprašymas))")
_HEADING_END = re.compile(r"Siekiama reikšmė įgyvendinus pažangos planą$")
_NOTE = "*"
_FOOTNOTE = re.compile(r"\*{2,}|V-\d+ „Dėl|https?://")

_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s*\.\s*(?=[^\W\d]|[„\"(]|$)")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_STARTS_NAME = re.compile(r"[A-ZĄČĘĖĮŠŲŪŽ„]")
_ENDS_NAME = re.compile(r"\b(?:skaičius|santykis)$")


class IndicatorCell(NamedTuple):
    """A value cell of a row.

    Attributes:
        printed: Its text.
        line_number: Line it begins on.
        may_be_page: Whether it looks like the number of a page as well: a whole number
            alone, with wide space below.
        period: School year or year that the heading of its column prints.
    """

    printed: str
    line_number: int
    may_be_page: bool
    period: str = ""


@dataclass(slots=True)
class TableRow:
    """One row of a table, as printed.

    Attributes:
        group: The table it stands in.
        number: Number as printed; None where there is none.
        name: Name as printed, without its number.
        line_number: Line the row begins on.
        cells: Its value cells, in order of print.
    """

    group: Group
    number: str | None
    name: str
    line_number: int
    cells: list[IndicatorCell] = field(default_factory=list)


class _Piece(NamedTuple):
    """Lines of a block that hold one name, its cells, or both."""

    group: Group
    lines: tuple[Line, ...]


def read_table(lines: Sequence[Line]) -> list[TableRow]:
    """Read the rows of the three tables, in order of print."""
    rows: list[TableRow] = []
    spacious = _lines_above_space(lines)
    for piece in _pieces(lines):
        prose = join_lines(piece.lines)
        start = start_of_cells(prose.text)
        name = prose.text[:start].strip()
        if name:
            _add_name(rows, name, piece)
        if rows:
            may_be_page = (
                piece.lines[-1].number in spacious
                and _PAGE_NUMBER.fullmatch(prose.text) is not None
            )
            rows[-1].cells.extend(
                IndicatorCell(
                    match[0].strip(), prose.line_at(match.start()), may_be_page
                )
                for match in CELL.finditer(prose.text, start)
            )
    return rows


def read_numbered_name(text: str) -> tuple[str | None, str]:
    """Return the number of an indicator, where it has one, and its name."""
    numbered = _NUMBERED.match(text)
    return (numbered["number"], text[numbered.end() :]) if numbered else (None, text)


def find_cells(text: str, line_number: int) -> list[IndicatorCell]:
    """Return the value cells of a text that holds nothing else."""
    found = CELL.finditer(text)
    return [
        IndicatorCell(match[0].strip(), line_number, may_be_page=False)
        for match in found
    ]


def _lines_above_space(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines with two blank lines or more below."""
    return {
        line.number
        for line, *below in zip(lines, lines[1:], lines[2:], strict=False)
        if not any(other.text or other.is_margin for other in below)
    }


def _add_name(rows: list[TableRow], name: str, piece: _Piece) -> None:
    first = piece.lines[0]
    number, title = read_numbered_name(name)
    if number is None and rows and _goes_on(rows[-1], name, first):
        rows[-1].name = f"{rows[-1].name} {name}".strip()
        return
    rows.append(TableRow(piece.group, number, title, first.number))


def _goes_on(row: TableRow, name: str, first: Line) -> bool:
    """Whether a text without a number belongs to the name before it."""
    if not row.name or not _STARTS_NAME.match(name):
        return True
    return first.starts_page and not row.cells and not _is_whole(row.name)


def _is_whole(name: str) -> bool:
    name = name[-INDICATOR.longest_heading :]
    return bool(UNIT_BRACKET.search(name) or _ENDS_NAME.search(name))


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    for group, block in _whole_blocks(lines):
        gathered: list[Line] = []
        for line in block.lines:
            if gathered and _begins_row(line.text) and _has_cells(gathered):
                yield _Piece(group, tuple(gathered))
                gathered = []
            gathered.append(line)
        yield _Piece(group, tuple(gathered))


def _begins_row(text: str) -> bool:
    if _NUMBERED.match(text):
        return True
    return bool(_STARTS_NAME.match(text)) and not CELL.match(text)


def _has_cells(lines: list[Line]) -> bool:
    text = join_lines(lines[-INDICATOR.cell_lines :]).text
    return start_of_cells(text) < len(text)


def _whole_blocks(lines: Sequence[Line]) -> Iterator[tuple[Group, Block]]:
    """Return the tables' blocks; a block that breaks inside a bracket is joined."""
    held: list[Line] = []
    held_group: Group = "mandatory"
    is_open = False
    for group, block in _table_blocks(lines):
        text = block.text
        if held and not (is_open and not _NUMBERED.match(text)):
            yield held_group, Block(tuple(held))
            held = []
            is_open = False
        held_group = held_group if held else group
        held.extend(block.lines)
        opened, closed = text.rfind("("), text.rfind(")")
        is_open = is_open if opened == closed else opened > closed
    if held:
        yield held_group, Block(tuple(held))


def _table_blocks(lines: Sequence[Line]) -> Iterator[tuple[Group, Block]]:
    """Drop the question, headings and footnotes.

    A heading ends with its last words, or where an indicator with a number begins.
    """
    group: Group = "mandatory"
    inside: list[Line] = []
    heading: str | None = ""
    for line, before in zip(lines, (None, *lines), strict=False):
        changed = group_of(line.text)
        is_note = _FOOTNOTE.match(line.text) is not None
        if changed or is_note or _HEADING.match(line.text):
            yield from ((group, block) for block in split_blocks(inside))
            inside = []
            group = changed or group
            heading = _NOTE if is_note else ""
        # A note ends with its page.
        may_begin = heading != _NOTE or line.starts_page
        if heading is None or (may_begin and _begins_table(line, before)):
            heading = None
            inside.append(line)
        elif heading != _NOTE:
            heading = f"{heading} {line.text}".rstrip()[-INDICATOR.longest_heading :]
            heading = None if _HEADING_END.search(heading) else heading
    yield from ((group, block) for block in split_blocks(inside))


def _begins_table(line: Line, before: Line | None) -> bool:
    if before is None or not (line.starts_page or not before.text):
        return False
    return _NUMBERED.match(line.text) is not None


def group_of(text: str) -> Group | None:
    """Return the table that the form's sentence stands above, if it is one."""
    return next(
        (group for group, words in _NEXT_GROUPS.items() if words.match(text)), None
    )
