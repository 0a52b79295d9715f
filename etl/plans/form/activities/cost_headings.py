"""Fixed words of the cost table: policy areas, cost categories, totals.

They are the form's own words, met in capitals or not, wrapped over lines, and with a
letter that lost its mark (`Itraukusis`): they are compared without marks and case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.form.activities.thresholds import ACTIVITY

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = str.maketrans("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "aceeisuuzACEEISUUZ")
_AREA_WORDS: Final = {
    "lyderyst": "leadership",
    "itrauk": "inclusion",
    "kulturin": "culture",
    "steam": "steam",
}
_AREA: Final = (
    r"(?:lyderyste(?: veikiant)?|itraukusis(?: ugdymas)?|itrauktis"
    r"|kulturinis(?: ugdymas)?|kulturine edukacija|steam(?: ugdymas)?)"
)
_AREAS: Final = rf"{_AREA}(?:\s*(?:[,;/]|\bir\b|,\s*ir\b)\s*{_AREA})*"
_DENIED = re.compile(
    rf"\b(?:ne|isskyrus|be|netaik\w+|netink\w+|nesusij\w+(?:\s+su)?)\s+{_AREA}"
    rf"|{_AREA}\s*(?:[-–—:]\s*ne\b|\(\s*ne\w*\s*\))"
)
_AREA_CELL = re.compile(rf"{_AREAS}[,.;]?")
# A one-line area cell is printed on one line with the beginning of the next column.
_AREA_GLUED = re.compile(rf"({_AREAS})\s+")
_AREA_FIRST = re.compile(rf"{_AREAS}(?!\w)")
_CATEGORIES: Final = {
    "infrastruktura": "infrastructure",
    "iranga ir mokymo priemones": "equipment",
    "iranga ir priemones": "equipment",
    "mokyklu vadovu ir pedagoginiu darbuotoju kompetenciju stiprinimas": "competence",
    "tinklo mokyklu istekliu prieinamumo gerinimas": "network",
    "ugdymo veiklu ir uzsiemimu organizavimas": "education",
}
PART_OF_PLAN: Final = "part"
"""A total of some rows only, e.g. of a category: no total of the plan."""

_HEADING_NUMBER = re.compile(r"(?:[ivx]{1,4}|\d)\s*\.\s*")
_TOTALS: Final = (
    ("indirect", re.compile(r"netiesiogines islaidos")),
    ("direct", re.compile(r"tiesiogines islaidos")),
    (
        "grand",
        re.compile(
            # Gross sums and sums of one activity are no totals of the plan.
            r"is viso\b(?!.*\bsu pvm)(?=\W*(?:[\d\W]*(?:eur\W*[\d\W]*)?$|(?:be|su|pvm"
            r"|eur|veikloms|visoms|planui|plano|projektui|projekto|lesu|islaidu"
            r"|islaidos|suma)\b))"
        ),
    ),
    (PART_OF_PLAN, re.compile(r"is viso\b")),
)
# The same labels broken by a narrow cell, and without spaces.
_BROKEN_TOTALS: Final = (
    ("indirect", re.compile(r"netiesioginesislaidos\W*")),
    ("direct", re.compile(r"tiesioginesislaidos\W*")),
    ("grand", re.compile(r"isviso\W*")),
    (PART_OF_PLAN, re.compile(r"isviso[^\W\d].*")),
)
_SUBTOTAL = re.compile(
    r"(?:(?:is )?viso|is ju|tarpin\w+|(?:bendra )?suma|subtotal|ataskait\w+)\b[^.;]*"
)


def plain(text: str) -> str:
    """Return a text in lower case without marks, of the same length."""
    return text.translate(_PLAIN).lower()


def read_policy_areas(text: str) -> tuple[str, ...]:
    """Read the policy areas of a cell, in order of print; `ne STEAM` names none."""
    words = _DENIED.sub(lambda found: " " * len(found[0]), plain(text))
    found = [(words.find(word), area) for word, area in _AREA_WORDS.items()]
    return tuple(area for place, area in sorted(found) if place >= 0)


def is_policy_area_cell(text: str) -> bool:
    """Whether a text consists of policy areas and nothing else."""
    return _AREA_CELL.fullmatch(plain(text)) is not None


def is_open_policy_area(text: str) -> bool:
    """Whether the list of policy areas in a cell continues on the next page."""
    return re.search(r"(?:[,;/]|\bir)$", plain(text)) is not None


def rest_of_policy_areas(text: str) -> str:
    """Return the policy areas that a text begins with, where an open list continues."""
    match = _AREA_FIRST.match(plain(text))
    return text[: match.end()] if match else ""


def policy_area_length(line: str) -> int:
    """Return where the policy areas at the beginning of a line end; 0 without them.

    Only a cell glued to the next column counts: `Lyderystė 1 tikslo …`.
    """
    match = _AREA_GLUED.match(plain(line))
    if match is None or match.end() == len(line):
        return 0
    next_column = line[match.end()]
    return match.end(1) if next_column.isdigit() or next_column.isupper() else 0


def read_category(texts: Sequence[str]) -> tuple[str, int] | None:
    """Read a cost category's heading from the beginning of some lines.

    Returns:
        The category and how many lines its heading takes; None where there is none.
    """
    for count in range(1, min(len(texts), ACTIVITY.heading_lines) + 1):
        joined = plain(" ".join(texts[:count]))
        heading = _HEADING_NUMBER.sub("", joined, count=1)
        if heading in _CATEGORIES:
            return _CATEGORIES[heading], count
        if not any(known.startswith(heading) for known in _CATEGORIES):
            return None
    return None


def read_total_kind(line: str) -> tuple[str, str] | None:
    """Read the label of a printed total: its kind and the rest of the line."""
    words = plain(line)
    for kind, pattern in _TOTALS:
        match = pattern.match(words)
        if match:
            return kind, line[match.end() :].lstrip(" :")
    return None


def read_broken_total(texts: Sequence[str]) -> tuple[str, int] | None:
    """Read the label of a total that a narrow cell broke: `Netie` over `sioginės`.

    Returns:
        The kind of the total and how many lines its label takes; None where the lines
        begin with no label.
    """
    for count in range(2, min(len(texts), ACTIVITY.label_lines) + 1):
        joined = plain("".join(texts[:count])).replace(" ", "")
        for kind, pattern in _BROKEN_TOTALS:
            if pattern.fullmatch(joined):
                goes_on = kind == PART_OF_PLAN and count < len(texts)
                return kind, len(texts) if goes_on else count
    return None


def may_be_subtotal(text: str) -> bool:
    """Whether a text before amounts may be the label of what rows sum to."""
    is_short = len(text) <= ACTIVITY.longest_label
    return is_short and _SUBTOTAL.fullmatch(plain(text)) is not None
