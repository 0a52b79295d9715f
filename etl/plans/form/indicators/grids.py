"""Section 4 of a DOCX or a PDF: indicators whose values are known by their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.form.indicators.cells import CELLS
from etl.plans.form.indicators.table import (
    Group,
    IndicatorCell,
    find_cells,
    group_of,
    read_numbered_name,
)
from etl.plans.form.indicators.values import is_understood, read_note_period
from etl.plans.form.tables.named_rows import (
    NamedRow,
    join_reported,
    read_named_tables,
    report_cell,
    report_printed,
    report_unread_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.findings.model import Reported

_SECTION: Final = Section.INDICATORS.value
_CHANGE: Final = re.compile(
    r"\bpoky(?:tis|čio|tį)\b|\bskirtum|\bpadidėj|\bsumažėj|\bprieaug"
    r"|\bproc\w*\W+p(?:unkt|\b)"
)
"""Words of a heading above what changes, not above what is reached."""

_ELSE: Final = re.compile(
    r"\bprogno|\bpreliminar|\bplanuo|\bvidurk|\bšalies\b|\brespublik|\blietuvos\b"
)
"""Words of a heading above baselines of something else."""

_SCALED: Final = re.compile(r"\b(?:tūkst|mln|milij)")


@dataclass(slots=True)
class IndicatorRow:
    """One row of the tables of indicators.

    Attributes:
        group: The table it stands in.
        number: Number as printed; None where there is none.
        name: Name as printed, without its number.
        line_number: Line the row begins on.
        baselines: Its baseline cells, in order of print.
        targets: Its target cells.
    """

    group: Group
    number: str | None
    name: str
    line_number: int
    baselines: list[IndicatorCell] = field(default_factory=list)
    targets: list[IndicatorCell] = field(default_factory=list)


def read_indicator_grids(
    grids: Sequence[Grid], lines: Sequence[Line]
) -> tuple[list[IndicatorRow], Reported]:
    """Read the rows of the three tables, in order of print.

    Returns:
        The rows, and findings about tables that are not read. A table with two columns
        of targets has no targets: none of them is the plan's.
    """
    tables = read_named_tables(grids, "indicators", {"target"})
    rows: list[IndicatorRow] = []
    reported = [report_unread_tables(tables, lines, _SECTION)]
    for table in tables:
        group = _group_above(table.grid, lines)
        for row in table.rows:
            texts = (cell.text for cell in row.row)
            group = next(filter(None, map(group_of, texts)), group)
            reported.append(_add_row(rows, row, group))
    return rows, join_reported(*reported)


def _group_above(grid: Grid, lines: Sequence[Line]) -> Group:
    group: Group = "mandatory"
    for line in lines:
        if line.number > grid.first_line:
            break
        group = group_of(line.text) or group
    return group


def _add_row(rows: list[IndicatorRow], row: NamedRow, group: Group) -> Reported:
    """Add a row; one merged with the name above it has more values of that one."""
    values = {
        kind: [cell for cell in row.row if row.columns.covered(cell) == [kind]]
        for kind in ("baseline", "target")
    }
    name = row.cells.get("name") or row.row[0]
    is_value = name in (*values["baseline"], *values["target"])
    if row.is_whole or (is_value and not rows):
        return _report_lost_row(row)
    number, title = read_numbered_name(name.text if not is_value else "")
    lost = _report_other_number(row, number, title)
    printed = row.text("number").rstrip(" .")
    number = printed if printed.isdigit() else number
    if not (title or number or is_value):
        lost = report_cell(_SECTION, "the name of an indicator", row, "name")
    if lost:
        return lost
    if title or number:
        rows.append(IndicatorRow(group, number, title, name.line))
    scaled = [cell for kind in values for cell in values[kind] if _is_scaled(cell, row)]
    if any(re.search(r"\d", cell.text) for cell in scaled):
        return report_cell(
            _SECTION, "a value in thousands", row, row.columns.covered(scaled[0])[0]
        )
    reported: Reported = {}
    shared = [cell for cell in row.row if _is_shared(cell, row)]
    if shared:
        return _report_cell(shared[0], "values merged over columns")
    both = (*values["baseline"], *values["target"])
    changes = [cell for cell in both if _is_change(cell, row)]
    if changes and not _CHANGE.search(rows[-1].name.casefold()):
        return _report_cell(changes[0], "a change in place of a value")
    elses = [cell for cell in values["baseline"] if _is_of_else(cell, row)]
    if elses:
        values["baseline"] = []
        reported = _report_cell(
            elses[0], "no measured value of the plan by its heading"
        )
    rows[-1].baselines.extend(_value_cells(values["baseline"], row))
    rows[-1].targets.extend(_value_cells(values["target"], row))
    return reported


def _report_other_number(row: NamedRow, number: str | None, title: str) -> Reported:
    """Return the finding about a number column that contradicts the name beside it."""
    printed = row.text("number").rstrip(" .")
    if number is None or not printed.isdigit() or printed == number:
        return {}
    return _report_cell(row.cells["number"], f"another number than that of “{title}”")


def _report_cell(cell: GridCell, what: str) -> Reported:
    return report_printed(_SECTION, what, cell)


def _report_lost_row(row: NamedRow) -> Reported:
    """Return the finding about a numbered row over the whole table, with figures."""
    cell = row.row[0]
    number, rest = read_numbered_name(cell.text)
    has_values = number is not None and re.search(r"\d", rest) is not None
    return (
        _report_cell(cell, "an indicator merged over its values") if has_values else {}
    )


def _is_of_else(cell: GridCell, row: NamedRow) -> bool:
    heading = row.columns.heading_over(cell).casefold()
    return re.search(r"\d", cell.text) is not None and bool(_ELSE.search(heading))


def _is_shared(cell: GridCell, row: NamedRow) -> bool:
    """Whether a cell with figures stands over baselines and targets at once."""
    names = set(row.columns.covered(cell))
    return {"baseline", "target"} <= names and re.search(r"\d", cell.text) is not None


def _is_change(cell: GridCell, row: NamedRow) -> bool:
    heading = row.columns.heading_over(cell).casefold()
    return re.search(r"\d", cell.text) is not None and bool(_CHANGE.search(heading))


def _is_scaled(cell: GridCell, row: NamedRow) -> bool:
    """Whether the heading above a cell multiplies its value."""
    return _SCALED.search(row.columns.heading_over(cell).casefold()) is not None


def _value_cells(cells: Sequence[GridCell], row: NamedRow) -> Iterator[IndicatorCell]:
    for cell in cells:
        period = read_note_period(f"({row.columns.heading_over(cell)})")
        for text in _join_notes(cell.texts):
            if is_understood(text) or not CELLS.fullmatch(text):
                yield IndicatorCell(text, cell.line, False, period)  # noqa: FBT003
            else:
                for one in find_cells(text, cell.line):
                    yield one._replace(period=period)


def _join_notes(texts: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs; one without a value of its own belongs to the one before it."""
    gathered = ""
    for text in texts:
        if gathered and (text.startswith("(") or not re.search(r"\d", text)):
            gathered += f" {text}"
            continue
        if gathered:
            yield gathered
        gathered = text
    if gathered:
        yield gathered
