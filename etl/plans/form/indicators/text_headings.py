"""Headings of section 4 in a text: whether baselines stand before targets.

A text has no columns: which value is which is told by the order of the form. Another
order of headings, or one that is gone, leaves the values of its table without a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.plans.content.document import split_blocks
from etl.plans.content.sections import Section
from etl.plans.findings.model import Finding
from etl.plans.form.indicators.cells import CELL
from etl.plans.form.indicators.table import group_of
from etl.plans.form.indicators.thresholds import INDICATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Line
    from etl.plans.findings.model import Reported
    from etl.plans.form.indicators.table import Group

_HEADINGS: Final = re.compile(
    r"(?P<N>rodikl(?:is|io\s+pavadinimas)(?=\s*$|\s+(?:pradin|siekiam|ir\s+apraš)))"
    r"|(?P<B>pradinė\s*(?:rodiklio\s*)?(?:reik|$))"
    r"|(?P<T>siek(?:iama|tina)\s*(?:rodiklio\s*)?(?:reik|$)"
    r"|planuojama\s+(?:rodiklio\s+)?reik)",
    re.IGNORECASE,
)
_BROKEN: Final = re.compile(r"[^\W\d]-$")
_GOES_ON: Final = re.compile(r"(?:rodiklio\s+)?reikš", re.IGNORECASE)
_AS_IN_FORM: Final = re.compile(r"(?:N?BT)*")


def find_moved(lines: Sequence[Line]) -> dict[Group, Line]:
    """Find the tables whose values stand in another order than in the form.

    Args:
        lines: Lines of the section; the first block is the form's own sentence.

    Returns:
        The line of the first of its headings, by table.
    """
    orders: defaultdict[Group, str] = defaultdict(str)
    first: dict[Group, Line] = {}
    for group, line, kinds in _find_headings(lines):
        orders[group] += kinds
        first.setdefault(group, line)
    return {
        group: first[group]
        for group, order in orders.items()
        if not _AS_IN_FORM.fullmatch(order)
    }


def is_heading(text: str) -> bool:
    """Whether a text that was taken for a name is a heading of values."""
    match = _HEADINGS.match(text)
    return match is not None and match.lastgroup in {"B", "T"}


def report_moved(moved: dict[Group, Line]) -> Reported:
    """Return findings about tables whose values are not read."""
    section = Section.INDICATORS.value
    found = [
        Finding(
            subject=f"section {section}",
            message=(
                f"A table of section {section} has headings of its values in another"
                " order than the form, or only one of them; a text does not show which"
                " value is which, so none was read: read the plan as DOCX or PDF."
            ),
            found=line.text,
            line=line.number,
        )
        for line in moved.values()
    ]
    return {"table_unread": found} if found else {}


def _find_headings(lines: Sequence[Line]) -> Iterator[tuple[Group, Line, str]]:
    group: Group = "mandatory"
    for block in list(split_blocks(lines))[1:]:
        for line, text in _joined(block.lines):
            group = group_of(line.text) or group
            is_long = len(text) > INDICATOR.longest_heading
            # `Pradinė reikšmė nenustatyta` is a cell.
            if is_long or not _HEADINGS.match(text) or CELL.fullmatch(text):
                continue
            kinds = (found.lastgroup or "" for found in _HEADINGS.finditer(text))
            yield group, line, "".join(kinds)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield each line with what a narrow heading broke off of it."""
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        text = line.text.replace("\u00ad", "")
        while rest and (_BROKEN.search(text) or _GOES_ON.match(rest[0].text)):
            following = rest.pop(0).text
            is_broken = _BROKEN.search(text) is not None
            text = f"{text[:-1]}{following}" if is_broken else f"{text} {following}"
        yield line, text
