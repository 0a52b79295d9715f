"""Rows of a text whose cells stand beside each other on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Line
    from etl.plans.findings.model import Reported

_APART: Final = re.compile(r"\t| {3,}| [|¦] ")
_FEWEST: Final = 3
"""So many lines with more than one cell are rows of a table."""


def report_side_by_side(lines: Sequence[Line], section: int) -> Reported:
    """Return the finding about rows printed on one line, which are not known as such.

    Only blank lines part the cells of a text.

    Args:
        lines: Lines of the section.
        section: Its number.
    """
    found = [line for line in lines if _APART.search(line.text)]
    if len(found) < _FEWEST:
        return {}
    finding = Finding(
        subject=f"section {section}",
        message=(
            f"Lines of section {section} hold several cells each; in a text only blank"
            " lines part cells, so figures of this section may be missing: read the"
            " plan as DOCX or PDF."
        ),
        found=found[0].text[:80],
        line=found[0].number,
    )
    return {"table_unread": [finding]}
