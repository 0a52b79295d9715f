"""Section 2 of a text: whether the prose about a school stands behind its name.

Where it stands before the name, it would be told of the school before. The headings
say so where they are there, or else the words that an assessment begins with.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import split_blocks
from etl.plans.content.sections import Section
from etl.plans.content.table_columns import name_of
from etl.plans.findings.model import Finding
from etl.plans.form.schools.extract import (
    SchoolText,
    lines_before_schools,
    read_schools,
)
from etl.plans.form.schools.tables import SchoolSection
from etl.plans.form.schools.thresholds import SCHOOL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Block, Line
    from etl.plans.findings.model import Reported

_ASSESSMENT: Final = re.compile(r"Stipri(?:osios|ųjų|os)\b")
_ANSWER: Final = re.compile(r"(?:ne\s?)?dalyvaus\b[.;]?", re.IGNORECASE)
_MOST: Final = 1


def read_school_text(lines: Sequence[Line]) -> SchoolSection:
    """Read the schools of a text; no prose where it is not sure whose it is.

    Whether such a school takes part is not sure either: it counts as taking part.
    """
    schools = tuple(read_schools(lines))
    before = lines_before_schools(lines, schools)
    if not schools:
        return SchoolSection(schools, {}, before)
    heads = _find_headings(before)
    names = [name for name, _ in heads if name != "number"]
    # A title `Mokyklos` above the headings is no column of its own.
    behind = dropwhile(lambda name: name == "name", names)
    is_moved = "name" in behind or _stands_before(before, heads)
    if is_moved:
        doubted = {school.code for school in schools}
        first = heads[0][1].line_number if heads else before[-1].number
        before = tuple(line for line in before if line.number < first)
    else:
        doubted = _find_doubled(schools)
    kept = tuple(
        SchoolText(school.code, school.name, school.line_number)
        if school.code in doubted
        else school
        for school in schools
    )
    return SchoolSection(kept, _report(schools, doubted), before)


def _find_headings(before: Sequence[Line]) -> list[tuple[str, Block]]:
    """Find the headings of the table above the first school, in order of print."""
    found = [
        (name_of(block.text, "schools"), block)
        for block in list(split_blocks(before))[1:]
        if len(block.text) <= SCHOOL.longest_name
    ]
    return [(name, block) for name, block in found if name]


def _stands_before(before: Sequence[Line], heads: Sequence[tuple[str, Block]]) -> bool:
    """Whether an assessment or an answer stands above the first name."""
    last = heads[-1][1].lines[-1].number if heads else before[0].number
    below = (line for line in before if line.number > last)
    return any(
        _ASSESSMENT.match(block.text) or _ANSWER.fullmatch(block.text)
        for block in split_blocks(below)
    )


def _find_doubled(schools: Sequence[SchoolText]) -> set[str]:
    """Find schools with two assessments, and those below them without one."""
    counts = [
        sum(bool(_ASSESSMENT.match(line.text)) for line in school.lines)
        for school in schools
    ]
    return {
        school.code
        for (one, count), (other, following) in pairwise(
            zip(schools, counts, strict=True)
        )
        if count > _MOST and not following
        for school in (one, other)
    }


def _report(schools: Sequence[SchoolText], doubted: set[str]) -> Reported:
    section = Section.SCHOOLS.value
    found = [
        Finding(
            subject=school.code,
            message=(
                f"In section {section} of the text what is said of school"
                f" {school.code} does not surely stand behind its name; none of it was"
                " read, and the school counts as taking part: read the plan as DOCX or"
                " PDF."
            ),
            found=school.name,
            line=school.line_number,
        )
        for school in schools
        if school.code in doubted
    ]
    return {"cell_unread": found} if found else {}
