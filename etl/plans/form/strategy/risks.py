"""Section 9 of the template: risks and their levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import Line
from etl.plans.content.sections import Section
from etl.plans.form.prose.prose import join_text
from etl.plans.form.strategy.thresholds import STRATEGY
from etl.plans.form.tables.named_rows import (
    NO_NAME,
    join_reported,
    read_named_tables,
    report_cell,
    report_unread_tables,
    rows_of,
)
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Grid
    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.findings.model import Reported

_LEVELS: Final = {"maž": "low", "vidutin": "medium", "didel": "high"}
# The level stands alone in its cell: what follows in the line begins another cell.
_LEVEL = re.compile(
    r"(?:^(?P<alone>(?i:maž|vidutin|didel))(?:as|a|is|ė)[.;,]?"
    r"|\s(?P<inside>(?i:maž|vidutin|didel))(?:as|a|is|ė))(?=$|\s+[A-ZĄČĘĖĮŠŲŪŽ„\d])"
)
_HEADING_END = re.compile(r"Rizikos valdymo būdai$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d]{3,}\.\s")
_STARTS_ANEW = re.compile(r"[„“\"]?[A-ZĄČĘĖĮŠŲŪŽ]")
_LEVEL_CELL = re.compile(
    r"(?P<level>maž|vidutin|didel)(?:as|a|is|ė)[.;,]?", re.IGNORECASE
)
_SECTION: Final = Section.RISKS.value


def read_risk_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> SectionRows:
    """Read table `risks` of a DOCX or a PDF: one row per named row of its tables.

    A row without a name, and a level in other words, are findings.
    """
    tables = read_named_tables(grids, "risks", {"name", "level"})
    rows: list[Row] = []
    reported: list[Reported] = [report_unread_tables(tables, lines, _SECTION)]
    for row in rows_of(tables):
        name, printed = row.text("name"), row.text("level")
        if row.is_whole:
            continue
        if name in NO_NAME:
            reported.append(report_cell(_SECTION, "the name of a risk", row, "name"))
            continue
        level = _LEVEL_CELL.fullmatch(printed)
        if level is None and printed not in NO_NAME:
            reported.append(report_cell(_SECTION, "the level", row, "level", name))
        rows.append(
            {
                "risk_number": len(rows) + 1,
                "name": name,
                "level": _LEVELS[level["level"].casefold()] if level else None,
                "source_line": row.cells["name"].line,
            }
        )
    return SectionRows({"risks": rows}, join_reported(*reported))


def extract_risks(lines: Sequence[Line]) -> Rows:
    """Read table `risks` from section 9: one row per risk, in order of print.

    A risk is a name followed by its level; how it is managed is prose and is not kept.
    """
    rows: list[Row] = []
    name: list[Line] = []
    for line, is_new in _lines_of_table(lines):
        if is_new and _STARTS_ANEW.match(line.text):
            name = []
        match = _LEVEL.search(line.text)
        end = match.start() if match else len(line.text)
        name.append(Line(line.number, line.text[:end].strip()))
        del name[: -STRATEGY.risk_lines]
        printed = join_text(name) if match else ""
        if match is None or not _is_name(printed):
            continue
        rows.append(
            {
                "risk_number": len(rows) + 1,
                "name": printed,
                "level": _LEVELS[(match["alone"] or match["inside"]).casefold()],
                "source_line": next(part.number for part in name if part.text),
            }
        )
        name = []
    return {"risks": rows}


def _lines_of_table(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield the table's lines, and whether a cell may begin: after a gap or a stop."""
    start = _first_row(lines)
    before = ""
    for line in lines[start:]:
        if line.text:
            is_new = not before or line.starts_page or before.endswith(".")
            yield line, is_new
        before = line.text


def _first_row(lines: Sequence[Line]) -> int:
    heading = ""
    for index, line in enumerate(lines):
        heading = f"{heading} {line.text}".rstrip()[-STRATEGY.risk_name :]
        if _HEADING_END.search(heading):
            return index + 1
    return 0


def _is_name(text: str) -> bool:
    return 0 < len(text) <= STRATEGY.risk_name and not _SENTENCE_END.search(text)
