"""Section 9 of the template: risks and their levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.document import Line
from etl.sources.plan_document.prose import join_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.contracts.plan_package import Row, Rows

_LEVELS: Final = {"maž": "low", "vidutin": "medium", "didel": "high"}
# The level stands alone in its cell: what follows in the line begins another cell.
_LEVEL = re.compile(
    r"(?:^(?P<alone>(?i:maž|vidutin|didel))(?:as|a|is|ė)[.;,]?"
    r"|\s(?P<inside>(?i:maž|vidutin|didel))(?:as|a|is|ė))(?=$|\s+[A-ZĄČĘĖĮŠŲŪŽ„\d])"
)
_HEADING_END = re.compile(r"Rizikos valdymo būdai$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d]{3,}\.\s")
_STARTS_ANEW = re.compile(r"[„“\"]?[A-ZĄČĘĖĮŠŲŪŽ]")
_LONGEST_NAME = 200
_MOST_LINES = 12


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
        del name[:-_MOST_LINES]
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
    """Give the table's lines, and whether a cell may begin: after a gap or a stop."""
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
        heading = f"{heading} {line.text}".rstrip()[-_LONGEST_NAME:]
        if _HEADING_END.search(heading):
            return index + 1
    return 0


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and not _SENTENCE_END.search(text)
