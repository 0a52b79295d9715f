"""Section 2 of the template: the schools, and the text about each of them.

A row of the printed table has three cells: the school's name, an assessment in prose,
and whether the school takes part. In the text they follow each other; the short last
cell may stand anywhere between the lines of the prose, mostly where a page ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.plans.content.document import Line
from etl.plans.form.prose.prose import Prose, blocks_of, join_lines
from etl.plans.form.schools.names import find_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.contract.plan_package import Rows

_TAKES_PART = re.compile(r"(?P<no>(?i:ne))?(?i:dalyvaus)\b[.;,]?\s*(?P<remark>.*)")
_AFTER_PROSE = re.compile(r"(?<=[.!?;”“)])\s+(?P<no>ne)?dalyvaus[.;]?$")
_STARTS_REMARK = re.compile(r"[A-ZĄČĘĖĮŠŲŪŽ(]")


@dataclass(slots=True)
class SchoolText:
    """A school and the prose about it.

    Attributes:
        code: Code as printed, e.g. `G1`; `S1`, `S2` … where the document gives none.
        name: Name as printed, without code and without a note on former names.
        line_number: Line the name begins on.
        takes_part: Whether the last cell says so.
        lines: The prose, without the other cells.
    """

    code: str
    name: str
    line_number: int
    takes_part: bool = True
    lines: list[Line] = field(default_factory=list)

    @property
    def prose(self) -> Prose:
        """Return the assessment as one running text."""
        return join_lines(self.lines)


def extract_schools(schools: Iterable[SchoolText]) -> Rows:
    """Return table `schools` of section 2: one row per school.

    A school whose cell says `nedalyvaus` is reached through the network only.
    """
    return {
        "schools": [
            {
                "school_code": school.code,
                "name": school.name,
                "role": "participant" if school.takes_part else "network",
                "source_line": school.line_number,
            }
            for school in schools
        ]
    }


def lines_before_schools(
    lines: Sequence[Line], schools: Sequence[SchoolText]
) -> tuple[Line, ...]:
    """Return the lines of section 2 that stand above the first school."""
    if not schools:
        return tuple(lines)
    first = schools[0].line_number
    return tuple(line for line in lines if line.number < first)


def read_schools(lines: Sequence[Line]) -> list[SchoolText]:
    """Split section 2 into schools, in order of print; a repeated code adds text."""
    blocks = blocks_of(lines)
    printed = [line for block in blocks for line in block.lines]
    names = find_names(blocks)
    ends = [*(name.first for name in names), len(printed)][1:]
    starts = {block.line_number for block in blocks}
    narrow = max((len(line.text) for line in printed), default=0) // 2
    schools: dict[str, SchoolText] = {}
    for name, end in zip(names, ends, strict=True):
        number = printed[name.first].number
        school = schools.setdefault(name.code, SchoolText(name.code, name.name, number))
        rest = Line(printed[name.last].number, name.rest)
        _add_cells(school, [rest, *printed[name.last + 1 : end]], starts, narrow)
    return list(schools.values())


def _add_cells(
    school: SchoolText, lines: Sequence[Line], starts: set[int], narrow: int
) -> None:
    """Add the prose of a row, and keep its last cell, with its remark, out of it."""
    is_remark = False
    for line in lines:
        is_start = line.number in starts
        match = _TAKES_PART.match(line.text)
        if match is not None and _is_cell(match["remark"], is_start=is_start):
            school.takes_part = match["no"] is None
            is_remark = True
            continue
        is_remark = is_remark and not is_start and len(line.text) <= narrow
        if not is_remark:
            school.lines.append(_without_last_cell(school, line))


def _is_cell(remark: str, *, is_start: bool) -> bool:
    """Whether a line is the cell, not a sentence with the cell's word on a new line."""
    if not remark or remark[0] in "(-–":
        return True
    return is_start and bool(_STARTS_REMARK.match(remark))


def _without_last_cell(school: SchoolText, line: Line) -> Line:
    match = _AFTER_PROSE.search(line.text)
    if match is None:
        return line
    school.takes_part = match["no"] is None
    return Line(line.number, line.text[: match.start()], line.starts_page)
