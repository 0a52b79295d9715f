"""Where each school begins in section 2: its name, and the code behind it.

A name stands in a narrow cell and is wrapped; its code, in brackets, ends it. A plan
that gives its schools no codes is read by the words the assessment begins with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.document import Line
from etl.plans.form.prose.prose import join_text
from etl.plans.form.schools.thresholds import SCHOOL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Block

_UPPER = "A-ZĄČĘĖĮŠŲŪŽ"
_KIND_OF_SCHOOL = re.compile(
    r"gimnazij|mokykl|licėj|centr|darželi|akademij|ugdymo", re.IGNORECASE
)
_IN_BRACKETS = r"\((?P<letter>[A-Z])\s?-?\s?(?P<digits>\d{1,3})\)"
_CODE_IN_BRACKETS = re.compile(_IN_BRACKETS)
_CODE = re.compile(rf"{_IN_BRACKETS}(?=\s*$|\s+[|„“\"{_UPPER}])")
_STARTS_NAME = re.compile(rf"[„“\"]?[{_UPPER}]")
_STARTS_SENTENCE = re.compile(rf"[„“\"({_UPPER}]")
# Sentence ends follow words; the full stops of names follow initials: "J.", "šv.".
_SENTENCE_END = re.compile(r"[a-ząčęėįšųūž]{4,}\.(?:\s|$)|[;:!?]")
_FORMER_NAME = re.compile(
    r"\s*\([^()]*(?:buvus|buvęs|pakeist|nuo \d{4})[^()]*(?:\)|$)", re.IGNORECASE
)
_ASSESSMENT = re.compile(r"Stipri(?:osios|ųjų|os|ybės)\b")


@dataclass(frozen=True, slots=True)
class SchoolName:
    """A school's name in the text.

    Attributes:
        code: Code as printed, e.g. `G1`; `S1`, `S2` … where the document gives none.
        name: Name as printed, without code and without a note on former names.
        first: Its first line, as an index of all lines.
        last: The line it ends on.
        rest: What stands on that line behind it.
    """

    code: str
    name: str
    first: int
    last: int
    rest: str


def find_names(blocks: Sequence[Block]) -> list[SchoolName]:
    """Find the schools' names in the lines of blocks, in order of print."""
    lines = [line for block in blocks for line in block.lines]
    starts = {block.lines[0].number for block in blocks}
    coded = list(_find_coded(lines, starts))
    return coded or list(_find_uncoded(lines, starts))


def _find_coded(lines: Sequence[Line], starts: set[int]) -> Iterator[SchoolName]:
    free = 0
    for last, line in enumerate(lines):
        match = _CODE.search(line.text)
        if match is None or not _ends_cell(lines, last, match.end(), starts):
            continue
        first = _first_line(lines, last, free, starts)
        before = Line(line.number, line.text[: match.start()].strip())
        name = join_text([*lines[first:last], before])
        if _is_name(name):
            free = last + 1
            code = f"{match['letter']}{match['digits']}"
            rest = line.text[match.end() :].strip()
            yield SchoolName(code, plain_name(name), first, last, rest)


def _ends_cell(
    lines: Sequence[Line], index: int, position: int, starts: set[int]
) -> bool:
    """Whether a code ends its cell; a sentence may continue behind it instead."""
    if lines[index].text[position:].strip() or index + 1 == len(lines):
        return True
    following = lines[index + 1]
    return following.number in starts or bool(_STARTS_SENTENCE.match(following.text))


def _first_line(lines: Sequence[Line], last: int, free: int, starts: set[int]) -> int:
    """Find where the name begins: at a cell, or on the line after a sentence.

    A name that a page breaks begins in the cell before: it continues in lower case.
    """
    first = last
    while first > max(free, last - SCHOOL.name_lines):
        line = lines[first]
        is_new = line.number in starts and bool(_STARTS_NAME.match(line.text))
        if is_new or _SENTENCE_END.search(
            lines[first - 1].text[-SCHOOL.sentence_end :]
        ):
            break
        first -= 1
    return first


def _find_uncoded(lines: Sequence[Line], starts: set[int]) -> Iterator[SchoolName]:
    count = 0
    for first, line in enumerate(lines):
        if line.number not in starts:
            continue
        found = _read_until_assessment(lines[first : first + SCHOOL.name_lines])
        if found is not None:
            name, length, rest = found
            count += 1
            last = first + length
            yield SchoolName(f"S{count}", plain_name(name), first, last, rest)


def _read_until_assessment(lines: Sequence[Line]) -> tuple[str, int, str] | None:
    """Read the name before an assessment, the count of its lines, and the rest."""
    for index, line in enumerate(lines):
        match = _ASSESSMENT.search(line.text)
        if match is None:
            continue
        before = line.text[: match.start()].strip()
        name = join_text([*lines[:index], Line(line.number, before)])
        if not _is_name(name):
            return None
        if before:
            return name, index, line.text[match.start() :]
        return name, index - 1, ""
    return None


def _is_name(text: str) -> bool:
    return (
        len(text) <= SCHOOL.longest_name
        and bool(_STARTS_NAME.match(text))
        and bool(_KIND_OF_SCHOOL.search(text))
        and not _SENTENCE_END.search(text)
    )


def read_code(cell: str) -> tuple[str, str] | None:
    """Return code and name of a school from a cell that names nothing else."""
    codes = list(_CODE_IN_BRACKETS.finditer(cell))
    name = plain_name(cell[: codes[0].start()].strip()) if codes else ""
    if len(codes) != 1 or not name:
        return None
    return f"{codes[0]['letter']}{codes[0]['digits']}", name


def plain_name(printed: str) -> str:
    """Return a name without a note on former names."""
    return _FORMER_NAME.sub("", printed).strip()


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one, or one goes on where a page ended: `(tęsinys)`."""
    first, second = sorted((one.casefold(), other.casefold()), key=len)
    return second.startswith(first)
