"""Section 3 of the template: partners and the policy areas of the partnership.

A row has a narrow name, a narrow address, the municipality, a long reason and the area
with planned activities. A partner is found by its address: the block before it, or the
words before it in the same block, are the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.form.prose.prose import blocks_of, join_text, last_cell
from etl.plans.form.strategy.thresholds import STRATEGY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Block, Line
    from etl.plans.contract.plan_package import Row, Rows

_UPPER = "A-ZĄČĘĖĮŠŲŪŽ"
_STREET = r"(?:g|pr|al|pl|tak|skv|kel|mstl)\s?\.\s?\d"
_ADDRESS = re.compile(
    rf"\b{_STREET}|\bLT-?\s?\d{{5}}|[{_UPPER}]\w+\s+\d+\w?(?:-\d+)?,\s*[{_UPPER}]\w+\.?$"
)
# A street is named by capitalised words; a partner's name seldom ends in one.
_NAME_IN_BLOCK = re.compile(
    rf"(?P<name>.*?(?:\b[^\W\d{_UPPER}]\w*|[“”\")]))"
    rf"\s+(?:[{_UPPER}][\w.]*\s?)+{_STREET}"
)
_HEADING_END = re.compile(r"vykdyti veiklos$")
_SENTENCE_END = re.compile(r"[^\W\d]{4,}\.(?:\s|$)")

_AREAS: Final = {
    "leadership": r"lyderyst\w+(?:\s+veikiant)?",
    "inclusion": r"įtrauk\w+(?:\s+ugdym\w+)?",
    "culture": r"kultūr\w+(?:\s+(?:edukacij\w+|ugdym\w+))?",
    "steam": r"steam(?:\s+ugdym\w+)?",
}
_AREA = re.compile(
    "|".join(rf"(?P<{code}>{words})" for code, words in _AREAS.items()), re.IGNORECASE
)
_BETWEEN_AREAS = re.compile(r"\s*(?:(?P<mark>[,;./]|\b(?:ir|bei)\b)\s*)*")


def extract_partners(lines: Sequence[Line]) -> Rows:
    """Read table `partners` from section 3: one row per partner, in order of print."""
    blocks = _blocks_of_table(lines)
    names = {
        index: name
        for index in range(len(blocks))
        if (name := _read_name(blocks, index)) is not None
    }
    ends = [*names, len(blocks)][1:]
    rows: list[Row] = [
        {
            "partner_number": number,
            "name": name,
            "policy_areas": _read_policy_areas(blocks[index:end]),
            "source_line": line_number,
        }
        for number, ((index, (name, line_number)), end) in enumerate(
            zip(names.items(), ends, strict=True), start=1
        )
    ]
    return {"partners": rows}


def _blocks_of_table(lines: Sequence[Line]) -> list[Block]:
    blocks = blocks_of(lines)
    for index, block in enumerate(blocks):
        if _HEADING_END.search(block.text):
            return blocks[index + 1 :]
    return blocks


def _read_name(blocks: Sequence[Block], index: int) -> tuple[str, int] | None:
    """Read name and line of the partner whose address a block is, if it is one."""
    block = blocks[index]
    if not _is_address(block) or (index and _is_address(blocks[index - 1])):
        return None
    within = _NAME_IN_BLOCK.match(block.text)
    if within is not None:
        return within["name"], block.line_number
    name = last_cell(blocks[index - 1]) if index else block
    if not index or not _is_name(name):
        return None
    if name.text[0].islower() and index > 1 and _is_name(blocks[index - 2]):
        lines = blocks[index - 2].lines + name.lines
        return join_text(lines), lines[0].number
    return join_text(name.lines), name.line_number


def _is_address(block: Block) -> bool:
    text = block.text
    return len(text) <= STRATEGY.partner_address and bool(_ADDRESS.search(text))


def _is_name(block: Block) -> bool:
    return len(block.text) <= STRATEGY.partner_name and not _SENTENCE_END.search(
        block.text
    )


def _read_policy_areas(row: Sequence[Block]) -> str | None:
    """Read the areas at the head of the last cell, codes in order of print.

    Prose may begin with the name of an area too, so a block whose whole first line is
    areas comes before the others.
    """
    found = [
        (codes, block)
        for block in row
        if not block.lines[0].starts_page
        if (codes := _leading_policy_areas(block.text)[0])
    ]
    heads = [
        codes for codes, block in found if _is_only_policy_areas(block.lines[0].text)
    ]
    best = next(iter([*heads, *(codes for codes, _ in found)]), None)
    return " ".join(best) if best else None


def _is_only_policy_areas(text: str) -> bool:
    return _leading_policy_areas(text)[1] == len(text)


def read_leading_policy_areas(text: str) -> list[str]:
    """Return the codes of the areas that a text begins with, in order of print."""
    return _leading_policy_areas(text)[0]


def _leading_policy_areas(text: str) -> tuple[list[str], int]:
    """Return the policy areas a text begins with, and where they end."""
    codes: list[str] = []
    position = 0
    is_marked = True
    while match := _AREA.match(text, position):
        if not is_marked and not match[0].isupper():
            break
        code = str(match.lastgroup)
        if code not in codes:
            codes.append(code)
        between = _BETWEEN_AREAS.match(text, match.end())
        position = between.end() if between else match.end()
        is_marked = between is not None and between["mark"] is not None
    return codes, position
