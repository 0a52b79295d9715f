"""Section 5 of the template: activities described, with the schools that take part.

Three columns: number, title and description; where it is carried out; who takes part
(`Dalyvauja: …`). Policy areas and cost categories are headings in capitals. Only
numbers, titles, codes and headings are read; the descriptions stay where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.wrapped_words import join_wide, learn_words
from etl.plans.form.activities.cost_headings import (
    is_policy_area_cell,
    read_category,
    read_policy_areas,
)
from etl.plans.form.activities.numbers import Numbered, read_number
from etl.plans.form.activities.school_lists import (
    LABEL,
    read_all_codes,
    read_schools,
)
from etl.plans.form.activities.thresholds import ACTIVITY
from etl.plans.form.activities.titles import cut_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line
    from etl.plans.content.wrapped_words import KnownWords

_DOTTED = re.compile(r"\d{1,3}\s?\.")
_TAKES_PART = re.compile(r"\bDalyvauja\s*[:.]|\bDalyvauja$")
_SCHOOL_CELL = re.compile(LABEL)
_CODES_AT_END = re.compile(r"(?:[\s,]+[A-Z]\d{1,3})+\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedActivity:
    """One activity of section 5.

    Attributes:
        number: Number as printed, without its last dot.
        occurrence: 1 for the first printed under the number, 2 for the next.
        title: First sentence of its description.
        policy_area: Area of the heading it stands under; None before any heading.
        cost_category: Category of the heading it stands under; None before any.
        implementing: Codes of the schools that carry it out.
        participating: Codes of programme schools named as taking part.
        network: Codes of other schools, reached through the network.
        line: Line the number is printed on.
    """

    number: str
    occurrence: int
    title: str
    policy_area: str | None
    cost_category: str | None
    implementing: tuple[str, ...]
    participating: tuple[str, ...]
    network: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """Lines of one activity, and the headings above it."""

    numbered: Numbered
    policy_area: str | None
    cost_category: str | None
    lines: tuple[Line, ...]
    starts_block: tuple[bool, ...]


def extract_planned_activities(lines: tuple[Line, ...]) -> tuple[PlannedActivity, ...]:
    """Read section 5, in order of print.

    A school counts as one of the programme where any activity of the section is
    carried out in it; every other code among those who take part is of the network.
    """
    known = learn_words(lines)
    entries = list(_read_entries(lines))
    columns = [_read_columns(entry) for entry in entries]
    programme = {code for implementing, _ in columns for code in implementing}
    seen: Counter[str] = Counter()
    activities = []
    for entry, (implementing, others) in zip(entries, columns, strict=True):
        seen[entry.numbered.number] += 1
        activities.append(
            PlannedActivity(
                number=entry.numbered.number,
                occurrence=seen[entry.numbered.number],
                title=_read_title(entry, known),
                policy_area=entry.policy_area,
                cost_category=entry.cost_category,
                implementing=implementing,
                participating=tuple(code for code in others if code in programme),
                network=tuple(code for code in others if code not in programme),
                line=entry.lines[0].number,
            )
        )
    return tuple(activities)


def _read_entries(lines: tuple[Line, ...]) -> Iterator[_Entry]:
    printed = [line for line in lines if line.text]
    blocks = _block_starts(lines)
    starts = _find_starts(printed, blocks)
    area: str | None = None
    category: str | None = None
    begun: tuple[Numbered, int] | None = None
    index = 0
    while index <= len(printed):
        heading = _read_heading(printed, index)
        if heading or index in starts or index == len(printed):
            if begun:
                own = tuple(printed[begun[1] : index])
                in_block = tuple(line.number in blocks for line in own)
                yield _Entry(begun[0], area, category, own, in_block)
            begun = (starts[index], index) if index in starts else None
        if heading:
            area, category = heading[0] or area, heading[1] or category
        index += heading[2] if heading else 1


def _read_heading(
    printed: Sequence[Line], index: int
) -> tuple[str | None, str | None, int] | None:
    """Read policy area, category and count of lines of the headings that begin here."""
    texts = [line.text for line in printed[index : index + ACTIVITY.heading_lines]]
    if not texts or not texts[0].isupper():
        return None
    category = read_category(texts)
    if category:
        return None, category[0], category[1]
    if is_policy_area_cell(texts[0]) and read_category(texts[1:]):
        return read_policy_areas(texts[0])[0], None, 1
    return None


def _block_starts(lines: Iterable[Line]) -> frozenset[int]:
    starts = set()
    after_blank = True
    for line in lines:
        if line.text and (after_blank or line.starts_page):
            starts.add(line.number)
        after_blank = not line.text
    return frozenset(starts)


def _find_starts(
    printed: Sequence[Line], blocks: frozenset[int]
) -> dict[int, Numbered]:
    """Find lines that begin an activity: a new number, or one repeated in a block.

    Where numbers are printed with a dot, a number without it belongs to no activity
    (`22 G1-G11 ir 8 …`).
    """
    found = {}
    for index, line in enumerate(printed):
        numbered = read_number(line.text) if line.text[:1].isdigit() else None
        if numbered:
            found[index] = numbered
    dotted = {index for index in found if _DOTTED.match(printed[index].text)}
    if len(dotted) * 2 >= len(found):
        found = {index: found[index] for index in sorted(dotted)}
    used: set[str] = set()
    starts = {}
    for index, numbered in found.items():
        if numbered.number not in used or printed[index].number in blocks:
            starts[index] = numbered
            used.add(numbered.number)
    return starts


def _read_title(entry: _Entry, known: KnownWords) -> str:
    texts = [entry.numbered.rest]
    for line, starts in zip(entry.lines[1:], entry.starts_block[1:], strict=True):
        if starts:
            break
        texts.append(line.text)
    return cut_title(join_wide(texts, known), ends_at_colon=True)


def _read_columns(entry: _Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the codes of schools that carry the activity out, and of participants."""
    implementing: dict[str, None] = {}
    others: dict[str, None] = {}
    takes_part = False
    for index, block in enumerate(_split_blocks(entry)):
        match = _TAKES_PART.search(block)
        before, after = (
            (block[: match.start()], block[match.end() :]) if match else (block, "")
        )
        if index == 0:
            implementing.update(dict.fromkeys(_schools_after_title(before, after)))
        elif not takes_part or _SCHOOL_CELL.match(before):
            implementing.update(dict.fromkeys(read_all_codes(before)))
        else:
            others.update(dict.fromkeys(read_all_codes(before)))
        others.update(dict.fromkeys(read_all_codes(after)))
        takes_part = takes_part or match is not None
    return tuple(implementing), tuple(others)


def _schools_after_title(text: str, after: str) -> tuple[str, ...]:
    """Read the codes of a school cell that is glued to the title's line."""
    at_end = _CODES_AT_END.search(text) if after else None
    return read_schools(text) or (read_all_codes(at_end.group()) if at_end else ())


def _split_blocks(entry: _Entry) -> Iterator[str]:
    gathered = [entry.numbered.rest]
    for line, starts in zip(entry.lines[1:], entry.starts_block[1:], strict=True):
        if starts:
            yield " ".join(gathered)
            gathered = []
        gathered.append(line.text)
    yield " ".join(gathered)
