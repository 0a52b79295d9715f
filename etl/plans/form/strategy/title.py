"""The words before the first section: the plan's title and whose plan it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.plans.content.document import split_blocks
from etl.plans.findings.model import Finding
from etl.plans.form.prose.prose import join_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Line
    from etl.plans.content.sections import Sections
    from etl.plans.findings.model import Reported

_PLAN = re.compile(r"pažangos plan", re.IGNORECASE)
_UPPER = "A-ZĄČĘĖĮŠŲŪŽ"
_DRAFT = re.compile(
    r"^\W*(?i:projektas)\W*$|(?i:\bplan(?:o|as)\s+projekt(?:as)?\b)|\bPROJEKTAS\b"
    r"|(?i:\bplanas\b.{0,40}\bnepatvirtint)|^\W*(?i:nepatvirtint\w+)\W*$"
    r"|(?i:\bplano\s+juodrašt)|(?i:\bvisos sumos\s+preliminari)"
)
_LONGEST = 120
_KIND = r"(?:\s+(?i:miesto|rajono|m\.|r\.|savivaldyb\w+|sav\.))"
_JOINT = re.compile(
    rf"[{_UPPER}]\w+{_KIND}{{1,2}}\s*(?:,|\bir\b|\bbei\b)\s+"
    rf"[{_UPPER}]\w+{_KIND}?\s+(?i:savivaldyb\w+|sav\.)"
)
_MUNICIPALITY = re.compile(
    rf"(?:[{_UPPER}][\w-]+\s+){{1,2}}(?i:(?:miesto|rajono|m\.|r\.)\s+)?"
    r"(?i:savivaldyb\w+|sav\.)"
)


def read_title(title_lines: Sequence[Line]) -> str:
    """Read the title as printed; empty where the document has none.

    The title is the first paragraph that speaks of a plan, or else the first one.
    """
    paragraphs = [join_text(block.lines) for block in split_blocks(title_lines)]
    titles = [text for text in paragraphs if _PLAN.search(text)]
    return next(iter([*titles, *paragraphs]), "")


def find_draft(sections: Sections) -> Reported:
    """Find words by which a document says that it is a draft of a plan.

    Args:
        sections: The whole document; prose of its sections is asked, tables are not.
    """
    inside = {
        number
        for grid in sections.tables or ()
        for number in range(grid.first_line, grid.last_line + 1)
    }
    lines = (
        *sections.title,
        *(line for own in sections.lines.values() for line in own),
    )
    found = [
        Finding(
            subject="document",
            message=f"The document says “{line.text[:_LONGEST]}”: it may be a draft.",
            found=line.text[:_LONGEST],
            line=line.number,
        )
        for line in lines
        if line.number not in inside and _DRAFT.search(line.text)
    ]
    return {"plan_draft": found[:1]} if found else {}


def find_joint_title(title: str) -> Reported:
    """Find a title that names several municipalities."""
    match = _JOINT.search(title)
    if match is None:
        return {}
    message = f"The title names several municipalities: “{match[0]}”."
    finding = Finding(subject="document", message=message, found=match[0])
    return {"municipality_unsure": [finding]}


def read_municipality_name(*parts: Sequence[Line]) -> str:
    """Read the municipality as first printed, e.g. `Kauno miesto savivaldybės`.

    Args:
        parts: Lines to look in, best first: the title, then section 1.

    Returns:
        The phrase in the case it is printed in; empty where there is none.
    """
    for lines in parts:
        match = _MUNICIPALITY.search(join_text(lines))
        if match is not None:
            return match[0]
    return ""
