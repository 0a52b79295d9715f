"""The words before the first section: the plan's title and whose plan it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.plans.content.document import split_blocks
from etl.plans.form.prose.prose import join_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Line

_PLAN = re.compile(r"pažangos plan", re.IGNORECASE)
_UPPER = "A-ZĄČĘĖĮŠŲŪŽ"
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
