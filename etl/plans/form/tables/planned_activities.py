"""Section 5 of a DOCX or a PDF: activities whose schools are known by their columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.form.activities.cost_headings import (
    is_policy_area_cell,
    read_category,
    read_policy_areas,
)
from etl.plans.form.activities.numbers import read_number, read_number_alone
from etl.plans.form.activities.planned import PlannedActivity
from etl.plans.form.activities.school_lists import read_all_codes, read_schools
from etl.plans.form.activities.titles import cut_title
from etl.plans.form.tables.named_rows import (
    NO_NAME,
    NamedRow,
    join_reported,
    read_named_tables,
    report_cell,
    report_unread_tables,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.content.document import Grid, Line
    from etl.plans.findings.model import Reported

_DOTTED: Final = re.compile(r"\d{1,3}\s?\.")
_SECTION: Final = Section.PLANNED_ACTIVITIES.value


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """Activities of section 5, in order of print, and findings."""

    activities: tuple[PlannedActivity, ...]
    reported: Reported


@dataclass(slots=True)
class _PlannedReader:
    """What has been read so far, and the headings above."""

    area: str | None = None
    category: str | None = None
    activities: list[PlannedActivity] = field(default_factory=list)
    others: list[tuple[str, ...]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    reported: list[Reported] = field(default_factory=list)

    def read(self, row: NamedRow) -> None:
        printed = [cell for cell in row.row if cell.texts]
        if len(printed) == 1 and self._read_heading(printed[0].texts):
            return
        if row.is_whole:
            return
        numbered = _number_and_title(row)
        if numbered is None and self.activities and _goes_on(row):
            self._add_schools(row)
        elif numbered is None:
            what = "the number of an activity"
            self.reported.append(report_cell(_SECTION, what, row, "title"))
        else:
            self._add(row, *numbered)

    def _read_heading(self, texts: Sequence[str]) -> bool:
        """Read a policy area or a category that is all a row prints."""
        category = read_category(texts) or read_category(texts[1:])
        is_area = is_policy_area_cell(texts[0])
        if category:
            self.category = category[0]
        if is_area:
            self.area = read_policy_areas(texts[0])[0]
        return is_area or category is not None

    def _add(self, row: NamedRow, number: str, title: str) -> None:
        self.seen[number] += 1
        self.activities.append(
            PlannedActivity(
                number=number,
                occurrence=self.seen[number],
                title=cut_title(title, ends_at_colon=True),
                policy_area=self.area,
                cost_category=self.category,
                implementing=read_schools(title),
                participating=(),
                network=(),
                line=row.line,
            )
        )
        self.others.append(())
        self._add_schools(row)

    def _add_schools(self, row: NamedRow) -> None:
        printed = row.text("schools")
        schools, last = read_all_codes(printed), self.activities[-1]
        if not schools and printed not in NO_NAME:
            what, owner = "the list of schools", f"{last.number}. {last.title}"
            found = report_cell(_SECTION, what, row, "schools", owner)
            self.reported.append(found)
        implementing = _once((*last.implementing, *schools))
        self.activities[-1] = replace(last, implementing=implementing)
        more = read_all_codes(row.text("network"))
        self.others[-1] = _once((*self.others[-1], *more))

    def result(self) -> tuple[PlannedActivity, ...]:
        """Return the activities; codes that nobody implements are of the network."""
        programme = {code for one in self.activities for code in one.implementing}
        return tuple(
            replace(
                one,
                participating=tuple(code for code in codes if code in programme),
                network=tuple(code for code in codes if code not in programme),
            )
            for one, codes in zip(self.activities, self.others, strict=True)
        )


def read_planned_tables(grids: Sequence[Grid], lines: Sequence[Line]) -> PlannedSection:
    """Read section 5: one activity per numbered row, in order of print.

    A row without a title goes on with the schools of the one above; one with a title
    and no number is a finding, and so are schools in other words than codes.
    """
    tables = read_named_tables(grids, "planned", {"title", "schools"})
    reader = _PlannedReader()
    for row in rows_of(tables):
        reader.read(row)
    unread = report_unread_tables(tables, lines, _SECTION)
    return PlannedSection(reader.result(), join_reported(unread, *reader.reported))


def _number_and_title(row: NamedRow) -> tuple[str, str] | None:
    """Return number and title; None where the title has another number."""
    title = row.text("title")
    alone = read_number_alone(row.text("number"))
    numbered = read_number(title)
    if alone:
        counted = numbered if _DOTTED.match(title) else None
        if counted and counted.number != alone:
            return None
        return alone, counted.rest if counted else title
    numbered = numbered if row.text("number") in NO_NAME else None
    return (numbered.number, numbered.rest) if numbered else None


def _goes_on(row: NamedRow) -> bool:
    """Whether a row only has more schools: its title is merged with the one above."""
    return "title" not in row.cells and row.text("number") in NO_NAME


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
