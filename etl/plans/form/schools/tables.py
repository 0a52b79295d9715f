"""Section 2 of a DOCX or a PDF: schools whose cells are known by their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.form.schools.extract import SchoolText
from etl.plans.form.schools.names import is_same_name, plain_name, read_code
from etl.plans.form.tables.named_rows import (
    NO_NAME,
    NamedRow,
    join_reported,
    lines_of,
    read_named_tables,
    report_cell,
    report_printed,
    report_unread_tables,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.plans.content.document import Grid, Line
    from etl.plans.findings.model import Reported

_SECTION: Final = Section.SCHOOLS.value
_TAKES_PART = re.compile(r"(?P<no>ne)?\s?dalyvaus\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SchoolSection:
    """Schools of section 2 with the prose about them, and findings.

    Attributes:
        schools: In order of print; a repeated code adds prose.
        reported: Findings by code of their rule.
        before: Lines of the section above the first school.
    """

    schools: tuple[SchoolText, ...]
    reported: Reported
    before: tuple[Line, ...]


@dataclass(slots=True)
class _SchoolReader:
    """What has been read so far."""

    lines: Mapping[int, Line]
    has_codes: bool
    schools: dict[str, SchoolText] = field(default_factory=dict)
    last: SchoolText | None = None
    reported: list[Reported] = field(default_factory=list)

    def read(self, row: NamedRow) -> None:
        if row.is_whole:
            return
        if "name" in row.cells or self.last is None:
            self.last = self._begin(row)
        if self.last is None:
            what = "the name of a school"
            self.reported.append(report_cell(_SECTION, what, row, "name"))
            return
        self._report_merged(row)
        self.last.lines.extend(lines_of(row.cells.get("prose"), self.lines))
        self._read_part(row, self.last)

    def _report_merged(self, row: NamedRow) -> None:
        """Report words merged over columns: only what the first one asks is read."""
        for cell in row.row:
            names = set(row.columns.covered(cell)) - {""}
            if len(names) > 1 and cell.texts:
                what = "merged over columns; some of it may belong to the next one"
                self.reported.append(report_printed(_SECTION, what, cell))

    def _begin(self, row: NamedRow) -> SchoolText | None:
        """Return the school that a row names; None where it names none surely."""
        found = read_code(row.text("name"))
        if found is not None:
            code, name = found
        elif self.has_codes or row.text("name") in NO_NAME:
            return None
        else:
            code, name = f"S{len(self.schools) + 1}", plain_name(row.text("name"))
        line = row.cells["name"].line
        school = self.schools.setdefault(code, SchoolText(code, name, line))
        if is_same_name(school.name, name):
            return school
        what = f"another school than “{school.name}” with its code {code}"
        self.reported.append(report_printed(_SECTION, what, row.cells["name"]))
        return SchoolText(code, name, line)

    def _read_part(self, row: NamedRow, school: SchoolText) -> None:
        printed = row.text("part")
        found = _TAKES_PART.match(printed)
        if found is not None:
            school.takes_part = found["no"] is None
        elif "part" in row.cells:
            what = "whether the school takes part (it counts as taking part)"
            found_cell = report_cell(_SECTION, what, row, "part", school.name)
            self.reported.append(found_cell)


def read_school_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> SchoolSection:
    """Read the schools of section 2 by the columns of its tables.

    Codes stand in brackets behind names, or are given where the document has none.
    What is said of a row whose school is not known belongs to nobody, and is a finding;
    a school counts as taking part where the cell that says so is not understood.

    Args:
        grids: The tables.
        lines: Lines of the section.
    """
    tables = read_named_tables(grids, "schools", {"name", "part"})
    rows = list(rows_of(tables))
    has_codes = any(read_code(row.text("name")) for row in rows)
    reader = _SchoolReader({line.number: line for line in lines}, has_codes)
    for row in rows:
        reader.read(row)
    unread = report_unread_tables(tables, lines, _SECTION)
    return SchoolSection(
        schools=tuple(reader.schools.values()),
        reported=join_reported(unread, *reader.reported),
        before=_lines_before(rows, grids, lines),
    )


def _lines_before(
    rows: Sequence[NamedRow], grids: Sequence[Grid], lines: Sequence[Line]
) -> tuple[Line, ...]:
    """Return the lines above the first row of schools, or above any table."""
    starts = [row.line for row in rows if not row.is_whole]
    starts = starts or [grid.first_line for grid in grids]
    first = min(starts, default=None)
    return tuple(line for line in lines if first is None or line.number < first)
