"""Rows of a section's tables, their cells by the names of their columns.

A table without headings goes on with the columns of the one before it, where its cells
stand on the same edges. A table whose headings are not known is not read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.content.table_columns import (
    find_columns,
    is_continued,
    is_heading_row,
)
from etl.plans.content.table_layout import are_column_numbers
from etl.plans.findings.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.content.table_columns import Columns, GridRow
    from etl.plans.findings.model import Reported

_LONGEST_QUOTE: Final = 200
"""So many characters of a cell or a heading are quoted by a finding."""

NO_NAME: Final = frozenset({"", "-", "–", "—", "−", "--"})
"""What is printed in a cell that says nothing."""


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row below the headings.

    Attributes:
        row: Its cells, from left to right.
        columns: The columns they stand in.
        cells: The cells by the names of their columns; none for an unknown column.
    """

    row: GridRow
    columns: Columns
    cells: dict[str, GridCell]

    @property
    def is_whole(self) -> bool:
        """Whether the row is one cell over the width of the table."""
        return len(self.row) == 1 and self.columns.spans(self.row[0])

    @property
    def line(self) -> int:
        """Return the line of the first cell that holds something."""
        return next((cell.line for cell in self.row if cell.texts), self.row[0].line)

    def text(self, name: str) -> str:
        """Return the text of a column's cell; empty where the row has none."""
        cell = self.cells.get(name)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table and its rows; none of them where its columns are not known."""

    grid: Grid
    rows: tuple[NamedRow, ...]
    is_read: bool


def read_named_tables(
    grids: Sequence[Grid], table: str, wanted: set[str]
) -> list[NamedTable]:
    """Read the rows below the headings of every table.

    Args:
        grids: The tables of a section.
        table: Whose headings they may have: a table of `table_headings.toml`.
        wanted: Names without which it is no such table.
    """
    tables: list[NamedTable] = []
    columns: Columns | None = None
    for grid in grids:
        found = find_columns(grid.rows, table, wanted)
        if found is None and columns and grid.rows:
            columns = columns if is_continued(columns, grid.rows[0]) else None
        else:
            columns = found
        rows = _rows_below(grid, columns, found, table, wanted) if columns else ()
        tables.append(NamedTable(grid, tuple(rows), is_read=columns is not None))
    return tables


def _rows_below(
    grid: Grid,
    columns: Columns,
    found: Columns | None,
    table: str,
    wanted: set[str],
) -> Iterator[NamedRow]:
    index = start = found.rows if found else 0
    headings = [_texts_of(row) for row in grid.rows[:index]]
    while index < len(grid.rows):
        row = grid.rows[index]
        texts = _texts_of(row)
        if len(texts) > 1 and texts in headings:
            index += 1
            start = index
            continue
        if is_heading_row(row, table, wanted):
            again = find_columns(grid.rows[index:], table, wanted)
            columns, index = again or columns, index + (again.rows if again else 1)
            start = index
            continue
        cells = [cell.text for cell in row]
        is_below = 0 < start == index
        index += 1
        if texts and not are_column_numbers(cells, is_below_headings=is_below):
            yield NamedRow(row, columns, columns.by_name(row, tuple(wanted)))


def _texts_of(row: GridRow) -> list[str]:
    return [cell.text for cell in row if cell.text]


def rows_of(tables: Sequence[NamedTable]) -> Iterator[NamedRow]:
    """Yield the rows of all tables, in order of print."""
    for table in tables:
        yield from table.rows


def lines_of(cell: GridCell | None, lines: Mapping[int, Line]) -> Iterator[Line]:
    """Yield the lines that a cell is printed on.

    Args:
        cell: The cell; None where a row has none.
        lines: Lines of the section by their numbers.
    """
    number = cell.line if cell and cell.texts else 0
    while (line := lines.get(number)) is not None and line.text:
        yield line
        number += 1


def report_unread_tables(
    tables: Sequence[NamedTable], lines: Sequence[Line], section: int
) -> Reported:
    """Return findings about tables whose headings are not known.

    Where none of a section's tables is read, that is a finding even if it has none.
    """
    if lines and not any(table.is_read for table in tables):
        return _report_table("", lines[0].number, section)
    unread = (table.grid for table in tables if not table.is_read)
    return join_reported(*(report_unread_table(grid, section) for grid in unread))


def report_unread_table(grid: Grid, section: int) -> Reported:
    """Return the finding about a table that is not read; none about a box of words."""
    if all(len(row) == 1 for row in grid.rows):
        return {}
    return _report_table(_heading(grid), grid.first_line, section)


def report_cell(
    section: int, what: str, row: NamedRow, name: str, owner: str = ""
) -> Reported:
    """Return the finding about a cell that is printed and not understood.

    Args:
        section: Number of the section.
        what: What the cell should say, in English.
        row: Its row.
        name: Name of its column.
        owner: What the row is about; empty where that is what is not known.
    """
    cell = row.cells.get(name)
    printed = cell.text if cell else ""
    whose = f" of “{owner}”" if owner else ""
    said = f"is printed as “{printed}”" if printed else "is not printed"
    finding = Finding(
        subject=f"section {section}",
        message=f"In section {section} {what}{whose} {said} and was not read.",
        found=printed[:_LONGEST_QUOTE] or None,
        line=cell.line if cell and cell.texts else row.line,
    )
    return {"cell_unread": [finding]}


def report_printed(section: int, what: str, cell: GridCell) -> Reported:
    """Return the finding about a cell that prints something else than is asked for.

    Args:
        section: Number of the section.
        what: What it prints, in English.
        cell: The cell.
    """
    finding = Finding(
        subject=f"section {section}",
        message=f"In section {section} “{cell.text}” is {what} and was not read.",
        found=cell.text[:_LONGEST_QUOTE],
        line=cell.line,
    )
    return {"cell_unread": [finding]}


def join_reported(*parts: Reported) -> Reported:
    """Return findings of several readers together, rule by rule."""
    joined: Reported = defaultdict(list)
    for part in parts:
        for rule, findings in part.items():
            joined[rule].extend(findings)
    return dict(joined)


def _heading(grid: Grid) -> str:
    texts = (cell.text for row in grid.rows[:1] for cell in row if cell.text)
    return " | ".join(texts)[:_LONGEST_QUOTE]


def _report_table(heading: str, line: int, section: int) -> Reported:
    said = f": “{heading}”" if heading else ""
    finding = Finding(
        subject=f"section {section}",
        message=(
            f"Section {section} has no table, or one whose headings do not name its"
            f" columns; it was not read{said}."
        ),
        found=heading or None,
        line=line,
    )
    return {"table_unread": [finding]}
