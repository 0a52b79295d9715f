"""Other regular figures in the prose about schools, such as pupils with special needs.

Each figure is known by the wording that plans print it with; a figure in any other
words is left in the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.form.prose.figures import (
    NUMBER,
    PERCENT,
    SCHOOL_YEAR,
    parse_number,
    parse_school_year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.form.prose.prose import Prose
    from etl.plans.form.schools.extract import SchoolText

_SEN: Final = (
    rf"specialiųjų\b[^.]{{0,60}}?ugdymosi poreikių,?\s+(?P<period>{SCHOOL_YEAR})"
    r"[^\d.]{0,60}?(?:yra|buvo|mokosi|ugdoma)\s+(?P<pupils>\d{1,5})(?![\d,.]\d)"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure and the wording it is printed with.

    Attributes:
        code: What is counted.
        unit: Unit of the contract.
        wording: Has a group `value`, and `period` where one is printed.
    """

    code: str
    unit: str
    wording: re.Pattern[str]


_FIGURES: Final = (
    _Figure(
        "sen_pupil_count", "count", re.compile(_SEN.replace("<pupils>", "<value>"))
    ),
    _Figure(
        "sen_pupil_share",
        "percent",
        re.compile(
            rf"{_SEN}[^.]{{0,30}}?(?:sudaro|dal)[^.]{{0,120}}?"
            rf"(?:\({PERCENT}\)\s*[–—:-]*\s*(?P<value>{NUMBER})"
            rf"|(?P<other>{NUMBER})\s*{PERCENT})"
        ),
    ),
    _Figure(
        "teacher_assistant_count",
        "count",
        re.compile(r"(?<![\d,.-])(?P<value>\d{1,3})\s+mokytojo? pa\w{0,2}ėjėj\w+"),
    ),
    _Figure(
        "teacher_assistant_post_count",
        "count",
        re.compile(
            rf"\d{{1,3}}\s+mokytojo? pa\w{{0,2}}ėjėj\w+\s*\((?P<value>{NUMBER})\s+etat"
        ),
    ),
)


def extract_school_figures(schools: Iterable[SchoolText]) -> Rows:
    """Read table `school_figures` from the prose about the schools of section 2.

    One row per school, figure and period; the first one printed counts. `period` is
    empty where none is printed.
    """
    rows: dict[tuple[str, str, str], Row] = {}
    for school in schools:
        for row in _read_figures(school.prose):
            key = (school.code, row["figure"], row["period"])
            rows.setdefault(key, {"school_code": school.code, **row})
    return {"school_figures": list(rows.values())}


def _read_figures(prose: Prose) -> Iterator[Row]:
    for figure in _FIGURES:
        for match in figure.wording.finditer(prose.text):
            groups = match.groupdict()
            group = "value" if groups["value"] else "other"
            printed = groups[group]
            yield {
                "figure": figure.code,
                "period": parse_school_year(groups.get("period") or "") or "",
                "value": parse_number(printed),
                "unit": figure.unit,
                "printed": printed,
                "source_line": prose.line_at(match.start(group)),
            }
