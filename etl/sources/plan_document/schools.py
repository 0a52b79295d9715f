"""Section 2 of the template: the schools, and the text about each of them.

A row of the printed table has three cells: the school's name, an assessment in prose,
and whether the school takes part. In the text they follow each other; the short last
cell may stand anywhere between the lines of the prose, mostly where a page ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.sources.plan_document.document import Block, Line
from etl.sources.plan_document.prose import Prose, blocks_of, join_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.contracts.plan_package import Row, Rows

_UPPER = "A-ZĄČĘĖĮŠŲŪŽ"
_KIND_OF_SCHOOL = re.compile(
    r"gimnazij|mokykl|licėj|centr|darželi|akademij|ugdymo", re.IGNORECASE
)
_CODED_NAME = re.compile(
    rf"(?P<name>[„“\"]?[{_UPPER}][^;:!?]{{2,240}}?)\s*"
    rf"\((?P<code>[A-Z])\s?-?\s?(?P<digits>\d{{1,3}})\)(?=\s*$|\s+[„“\"{_UPPER}])"
)
# Sentence ends follow words; the full stops of names follow initials: "J.", "šv.".
_SENTENCE_END = re.compile(r"[a-ząčęėįšųūž]{4,}\.(?:\s|$)")
_FORMER_NAME = re.compile(
    r"\s*\([^()]*(?:buvus|buvęs|pakeist|nuo \d{4})[^()]*(?:\)|$)", re.IGNORECASE
)
_BROKEN_HYPHEN = re.compile(r"(?<=[^\W\d_])- (?=[a-ząčęėįšųūž])")
_ASSESSMENT = re.compile(r"Stipri(?:osios|ųjų|os|ybės)\b")
_TAKES_PART = re.compile(r"(?P<no>ne)?dalyvaus\b[.;,]?\s*(?=$|[(\-–])", re.IGNORECASE)
_TAKES_PART_AFTER_PROSE = re.compile(r"(?<=[.!?;”“)])\s+(?P<no>ne)?dalyvaus[.;]?$")
_LONGEST_NAME = 160


@dataclass(slots=True)
class School:
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
        """The assessment as one running text."""
        return join_lines(self.lines)


@dataclass(frozen=True, slots=True)
class _Heading:
    code: str
    name: str
    rest: tuple[Line, ...]


def extract_schools(lines: Sequence[Line]) -> Rows:
    """Read table `schools` from section 2: one row per school.

    A school whose cell says `nedalyvaus` is reached through the network only.
    """
    return {"schools": [_school_row(school) for school in read_schools(lines)]}


def lines_before_schools(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the part of section 2 that stands before the first school."""
    schools = read_schools(lines)
    if not schools:
        return tuple(lines)
    first = schools[0].line_number
    return tuple(line for line in lines if line.number < first)


def read_schools(lines: Sequence[Line]) -> list[School]:
    """Part section 2 into schools, in order of print; a repeated code adds text."""
    blocks = _join_broken_names(blocks_of(lines))
    headings = [_read_coded_heading(block) for block in blocks]
    if not any(headings):
        headings = _read_uncoded_headings(blocks)
    schools: dict[str, School] = {}
    current: School | None = None
    for block, heading in zip(blocks, headings, strict=True):
        if heading is not None:
            current = schools.setdefault(
                heading.code, School(heading.code, heading.name, block.line_number)
            )
            current.lines.extend(heading.rest)
        elif current is not None:
            _add_block(current, block)
    return list(schools.values())


def _school_row(school: School) -> Row:
    return {
        "school_code": school.code,
        "name": school.name,
        "role": "participant" if school.takes_part else "network",
        "source_line": school.line_number,
    }


def _read_coded_heading(block: Block) -> _Heading | None:
    text = block.text
    match = _CODED_NAME.match(text)
    if match is None or not _is_name(match["name"]):
        return None
    return _Heading(
        code=f"{match['code']}{match['digits']}",
        name=_plain_name(match["name"]),
        rest=_lines_after(block, match.end()),
    )


def _read_uncoded_headings(blocks: list[Block]) -> list[_Heading | None]:
    """Find names by the assessment that follows; their codes are S1, S2 and so on."""
    headings: list[_Heading | None] = []
    count = 0
    for block, following in zip(blocks, [*blocks, None][1:], strict=True):
        end = _end_of_uncoded_name(block, following)
        heading = None
        if end:
            count += 1
            name = _plain_name(block.text[:end])
            heading = _Heading(f"S{count}", name, _lines_after(block, end))
        headings.append(heading)
    return headings


def _end_of_uncoded_name(block: Block, following: Block | None) -> int:
    """Give where the name ends in the block's text; 0 when the block has none."""
    text = block.text
    inside = _ASSESSMENT.search(text)
    end = inside.start() if inside else len(text)
    if inside is None and not (following and _ASSESSMENT.match(following.text)):
        return 0
    name = text[:end].strip()
    starts_as_name = re.match(rf"[„“\"]?[{_UPPER}]", name)
    return end if starts_as_name and _is_name(name) else 0


def _is_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and bool(_KIND_OF_SCHOOL.search(text))
        and not _SENTENCE_END.search(text)
    )


def _plain_name(printed: str) -> str:
    return _BROKEN_HYPHEN.sub("-", _FORMER_NAME.sub("", printed)).strip()


def _lines_after(block: Block, offset: int) -> tuple[Line, ...]:
    """Give what is left of a block's lines after a place in its text."""
    rest: list[Line] = []
    start = 0
    for line in block.lines:
        left = line.text[max(offset - start, 0) :].strip()
        if left:
            rest.append(Line(line.number, left, line.starts_page))
        start += len(line.text) + 1
    return tuple(rest)


def _join_broken_names(blocks: list[Block]) -> list[Block]:
    """Put a name together that breaks before its code, at the end of a page."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _is_end_of_name(block, joined[-1]):
            joined[-1] = Block(joined[-1].lines + block.lines)
        else:
            joined.append(block)
    return joined


def _is_end_of_name(block: Block, before: Block) -> bool:
    together = f"{before.text} {block.text}"
    match = _CODED_NAME.match(together)
    return (
        match is not None
        and match.end("name") > len(before.text) - 1
        and _CODED_NAME.match(block.text) is None
        and _is_name(match["name"])
        and not _TAKES_PART.match(before.text)
    )


def _add_block(school: School, block: Block) -> None:
    first = block.lines[0]
    match = _TAKES_PART.match(first.text)
    if match is not None:
        school.takes_part = match["no"] is None
        return
    for line in block.lines:
        match = _TAKES_PART_AFTER_PROSE.search(line.text)
        if match is not None:
            school.takes_part = match["no"] is None
            text = line.text[: match.start()]
            school.lines.append(Line(line.number, text, line.starts_page))
        else:
            school.lines.append(line)
