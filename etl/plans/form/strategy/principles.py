"""Section 8 of the template: horizontal principles and the activities behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import split_blocks
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

    from etl.plans.content.document import Block, Grid, Line
    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.findings.model import Reported

_HEADING_END = re.compile(r"atitiktų šiuos principus\?$", re.IGNORECASE)
# The form names its principles itself; a fourth row is about the country's plan.
_NAME = re.compile(
    r"(?P<name>[A-ZĄČĘĖĮŠŲŪŽ][^\W\d]+(?: [^\W\d]+){0,5}? principas"
    r"|Plano atitiktis\b.{5,120}? reikalavimams)(?=\s*$|\s+[A-ZĄČĘĖĮŠŲŪŽ\d])"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,2})*\.?"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:[-–,;]|\bir\b)\s*{_NUMBER})*\.?"
_ACTIVITIES = re.compile(
    rf"(?:(?:Visos veiklos|Veiklos)(?: (?:tiesiogiai )?(?:ne)?susij\w+)?"
    rf"(?:\s*{_NUMBERS})?|Nesusij\w+|{_NUMBERS})(?=\s*$|\s+[A-ZĄČĘĖĮŠŲŪŽ(])"
)
_SECTION: Final = Section.PRINCIPLES.value


def read_principle_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> SectionRows:
    """Read table `horizontal_principles` of a DOCX or a PDF: one row per principle.

    A row without a principle, and activities in other words, are findings.
    """
    tables = read_named_tables(grids, "principles", {"name", "activities"})
    rows: list[Row] = []
    reported: list[Reported] = [report_unread_tables(tables, lines, _SECTION)]
    for row in rows_of(tables):
        name, printed = _NAME.match(row.text("name")), row.text("activities")
        if row.is_whole:
            continue
        if name is None:
            reported.append(report_cell(_SECTION, "the principle", row, "name"))
            continue
        activities = _ACTIVITIES.match(printed)
        if activities is None and printed not in NO_NAME:
            what = "the list of activities"
            found = report_cell(_SECTION, what, row, "activities", name["name"])
            reported.append(found)
        rows.append(
            {
                "principle_number": len(rows) + 1,
                "name": name["name"],
                "activities_text": activities[0].strip() if activities else None,
                "source_line": row.cells["name"].line,
            }
        )
    return SectionRows({"horizontal_principles": rows}, join_reported(*reported))


def extract_principles(lines: Sequence[Line]) -> Rows:
    """Read table `horizontal_principles` from section 8: one row per principle.

    `activities_text` is the cell that says which activities serve the principle; how
    it is kept is prose and is not read.
    """
    rows: list[Row] = []
    for line_number, cell in _cells(lines):
        match = _NAME.match(cell)
        rest = cell
        if match and all(row["name"] != match["name"] for row in rows):
            rows.append(
                {
                    "principle_number": len(rows) + 1,
                    "name": match["name"],
                    "activities_text": None,
                    "source_line": line_number,
                }
            )
            rest = cell[match.end() :].strip()
        activities = _ACTIVITIES.match(rest)
        if activities and rows and rows[-1]["activities_text"] is None:
            rows[-1]["activities_text"] = activities[0].strip()
    return {"horizontal_principles": rows}


def _cells(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield the text from each place where a cell may begin: a block, a full stop."""
    for block in _blocks_of_table(lines):
        before = "."
        for index, line in enumerate(block.lines):
            if before.endswith((".", ";", ":")):
                yield (
                    line.number,
                    join_text(block.lines[index : index + STRATEGY.principle_lines]),
                )
            before = line.text


def _blocks_of_table(lines: Sequence[Line]) -> list[Block]:
    blocks = list(split_blocks(lines))
    for index, block in enumerate(blocks):
        if _HEADING_END.search(join_text(block.lines)):
            return blocks[index + 1 :]
    return blocks
