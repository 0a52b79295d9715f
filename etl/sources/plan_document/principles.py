"""Section 8 of the template: horizontal principles and the activities behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.sources.plan_document.document import split_blocks
from etl.sources.plan_document.prose import join_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.document import Block, Line

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
# No name and no list of activities is longer.
_MOST_LINES = 12


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
    """Give the text from each place where a cell may begin: a block, a full stop."""
    for block in _blocks_of_table(lines):
        before = "."
        for index, line in enumerate(block.lines):
            if before.endswith((".", ";", ":")):
                yield line.number, join_text(block.lines[index : index + _MOST_LINES])
            before = line.text


def _blocks_of_table(lines: Sequence[Line]) -> list[Block]:
    blocks = list(split_blocks(lines))
    for index, block in enumerate(blocks):
        if _HEADING_END.search(join_text(block.lines)):
            return blocks[index + 1 :]
    return blocks
