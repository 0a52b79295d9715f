"""Section 9 of the template: risks and their levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.document import split_blocks
from etl.sources.plan_document.prose import join_lines, join_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.contracts.plan_package import Row, Rows
    from etl.sources.plan_document.document import Block, Line

_LEVELS: Final = {"maž": "low", "vidutin": "medium", "didel": "high"}
# The level stands alone in its cell: what follows in the line begins another cell.
_LEVEL = re.compile(
    r"(?:^(?P<alone>maž|vidutin|didel)(?:as|a|is|ė)[.;,]?"
    r"|\s(?P<inside>maž|vidutin|didel)(?:as|a|is|ė))(?=$|\s+[A-ZĄČĘĖĮŠŲŪŽ„\d])",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"Rizikos valdymo būdai$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[^\W\d]{3,}\.\s")
_GOES_ON = re.compile(r"[^A-ZĄČĘĖĮŠŲŪŽ„]")
_LONGEST_NAME = 200


def extract_risks(lines: Sequence[Line]) -> Rows:
    """Read table `risks` from section 9: one row per risk, in order of print.

    A risk is a name followed by its level; how it is managed is prose and is not kept.
    """
    rows: list[Row] = []
    name: tuple[Line, ...] = ()
    for block in _blocks_of_table(lines):
        match = _LEVEL.search(block.text)
        own_name = block.text[: match.start()].strip() if match else ""
        if match is None or not _is_name(own_name):
            name = _gather_name(name, block)
            continue
        printed = own_name or join_text(name)
        if printed:
            rows.append(
                {
                    "risk_number": len(rows) + 1,
                    "name": printed,
                    "level": _LEVELS[(match["alone"] or match["inside"]).casefold()],
                    "source_line": block.line_number if own_name else name[0].number,
                }
            )
        name = ()
    return {"risks": rows}


def _blocks_of_table(lines: Sequence[Line]) -> list[Block]:
    blocks = list(split_blocks(lines))
    for index, block in enumerate(blocks):
        if _HEADING_END.search(join_lines(block.lines).text):
            return blocks[index + 1 :]
    return blocks


def _gather_name(before: tuple[Line, ...], block: Block) -> tuple[Line, ...]:
    """Keep the block next to the level; a name that broke is put together."""
    if before and _GOES_ON.match(block.text):
        return before + block.lines
    return block.lines


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not _SENTENCE_END.search(text)
