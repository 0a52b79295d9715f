"""The whole form: every section read by its own reader, and put together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section, Sections, describe_opening
from etl.plans.findings.model import Finding, PlanFacts
from etl.plans.form.activities.planned import extract_planned_activities
from etl.plans.form.activities.schools import (
    extract_named_schools,
    extract_planned_schools,
)
from etl.plans.form.budget.extract import extract_budget
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.costs.findings import (
    report_floating,
    report_left_out_of,
    report_leftover,
    report_unread,
)
from etl.plans.form.costs.said_around import list_document_notes
from etl.plans.form.costs.totals import find_leftover_amounts
from etl.plans.form.indicators.extract import (
    read_indicator_tables,
    read_indicator_text,
)
from etl.plans.form.municipality.facts import extract_municipal_facts
from etl.plans.form.schools.exam_results import extract_exam_results
from etl.plans.form.schools.extract import extract_schools
from etl.plans.form.schools.figures import extract_school_figures
from etl.plans.form.schools.network_schools import extract_network_schools
from etl.plans.form.schools.tables import (
    SchoolSection,
    read_school_tables,
)
from etl.plans.form.schools.text_order import read_school_text
from etl.plans.form.schools.unread_exam_figures import find_unread_exam_figures
from etl.plans.form.strategy.goals import extract_goals
from etl.plans.form.strategy.partner_tables import read_partner_tables
from etl.plans.form.strategy.partners import extract_partners
from etl.plans.form.strategy.principles import (
    extract_principles,
    read_principle_tables,
)
from etl.plans.form.strategy.risks import extract_risks, read_risk_tables
from etl.plans.form.strategy.title import (
    find_draft,
    find_joint_title,
    read_municipality_name,
    read_title,
)
from etl.plans.form.tables.named_rows import join_reported
from etl.plans.form.tables.planned_activities import (
    PlannedSection,
    read_planned_tables,
)
from etl.plans.form.tables.section_rows import SectionRows
from etl.plans.form.tables.text_rows import report_side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.contract.plan_package import Rows
    from etl.plans.findings.model import Reported
    from etl.plans.form.costs.extract import CostSection
    from etl.plans.form.schools.extract import SchoolText

    TableReader = Callable[[Sequence[Grid], Sequence[Line]], SectionRows]
    TextReader = Callable[[Sequence[Line]], Rows | SectionRows]

_READERS: Final[dict[Section, tuple[TableReader, TextReader]]] = {
    Section.PARTNERS: (read_partner_tables, extract_partners),
    Section.INDICATORS: (read_indicator_tables, read_indicator_text),
    Section.PRINCIPLES: (read_principle_tables, extract_principles),
    Section.RISKS: (read_risk_tables, extract_risks),
}
_TOTALS: Final = "the totals under the table of section 6"


def extract_form(sections: Sections) -> PlanFacts:
    """Read every section that is there; what is missing is named, not filled in."""
    schools, planned = _read_schools(sections), _read_planned(sections)
    costed = Section.COSTED_ACTIVITIES
    activities = extract_costed_activities(
        sections[costed], sections.grids(costed), list_document_notes(sections)
    )
    others = list(_read_others(sections))
    facts = _read_facts(sections, schools)
    rows = merge_rows(
        extract_goals(sections[Section.SITUATION]),
        facts.rows,
        extract_exam_results(schools.schools),
        extract_school_figures(schools.schools),
        activities.rows,
        _join_schools(sections, schools, planned, activities),
        *(section.rows for section in others),
    )
    named_in = (Section.SITUATION, Section.SCHOOLS, Section.BUDGET)
    return PlanFacts(
        rows=rows,
        title=read_title(sections.title),
        municipality_printed=read_municipality_name(
            sections.title, *(sections[section] for section in named_in)
        ),
        planned=planned.activities,
        missing_parts=_missing_parts(sections, rows),
        reported=join_reported(
            schools.reported,
            planned.reported,
            activities.reported,
            *(section.reported for section in others),
            facts.reported,
            _report_left(sections),
            {"exam_figures_unread": _unread_exams(schools.schools)},
            {"section_repeated": list(_report_repeated(sections))},
            find_draft(sections),
            find_joint_title(read_title(sections.title)),
        ),
        is_form=True,
    )


def _read_facts(sections: Sections, schools: SchoolSection) -> SectionRows:
    """Read figures of the municipality, from section 1 and what introduces schools."""
    situation = Section.SITUATION
    lines = (*sections[situation], *schools.before)
    return extract_municipal_facts(lines, sections.grids(situation) or ())


def _join_schools(
    sections: Sections,
    schools: SchoolSection,
    planned: PlannedSection,
    activities: CostSection,
) -> Rows:
    """Return the schools, and those of activities that sections 5 and 6 name."""
    listed = _extract_all_schools(sections, schools.schools)
    costed = activities.rows["activities"]
    taking_part = extract_planned_schools(planned.activities, costed)
    named = extract_named_schools(
        activities.named, listed["schools"], taking_part["activity_schools"]
    )
    return merge_rows(listed, taking_part, named)


def _report_left(sections: Sections) -> Reported:
    """Return findings about amounts of nobody, and about figures struck out."""
    costed = Section.COSTED_ACTIVITIES
    is_text = sections.grids(costed) is None
    return join_reported(
        _leftovers(sections[costed]) if is_text else {},
        *(
            report_side_by_side(sections[section], section.value)
            for section in (Section if is_text else ())
        ),
        *(
            report_left_out_of(_cells(sections, section), section.value)
            for section in Section
            if section is not costed
        ),
        *(
            report_floating(_cells(sections, section), section.value)
            for section in Section
        ),
        *(
            report_unread(sections.shown_in(section), section.value)
            for section in Section
        ),
    )


def _cells(sections: Sections, section: Section) -> Iterator[GridCell]:
    """Yield all cells of a section's tables."""
    for grid in sections.grids(section) or ():
        for row in grid.rows:
            yield from row


def _read_schools(sections: Sections) -> SchoolSection:
    lines, grids = sections[Section.SCHOOLS], sections.grids(Section.SCHOOLS)
    if grids is not None:
        return read_school_tables(grids, lines)
    return read_school_text(lines)


def _read_planned(sections: Sections) -> PlannedSection:
    section = Section.PLANNED_ACTIVITIES
    lines, grids = sections[section], sections.grids(section)
    if grids is not None:
        return read_planned_tables(grids, lines)
    return PlannedSection(extract_planned_activities(lines), {})


def _read_others(sections: Sections) -> Iterator[SectionRows]:
    """Yield what the smaller sections say: a text is guessed at, tables are read."""
    budget = Section.BUDGET
    notes = list_document_notes(sections)
    yield extract_budget(sections[budget], sections.grids(budget), notes)
    for section, (read_tables, read_text) in _READERS.items():
        lines, grids = sections[section], sections.grids(section)
        if grids is None:
            read = read_text(lines)
            yield read if isinstance(read, SectionRows) else SectionRows(read)
        else:
            yield read_tables(grids, lines)


def merge_rows(*parts: Rows) -> Rows:
    """Merge rows of several readers, in their order, table by table."""
    merged: Rows = defaultdict(list)
    for part in parts:
        for table, rows in part.items():
            merged[table].extend(rows)
    return dict(merged)


def _extract_all_schools(sections: Sections, schools: Sequence[SchoolText]) -> Rows:
    participants = extract_schools(schools)
    lists = (
        *sections[Section.PLANNED_ACTIVITIES],
        *sections[Section.COSTED_ACTIVITIES],
        *sections[Section.BUDGET],
    )
    codes = [row["school_code"] for row in participants["schools"]]
    return merge_rows(participants, extract_network_schools(lists, codes))


def _leftovers(costed: tuple[Line, ...]) -> Reported:
    return join_reported(
        *(
            report_leftover(amount.printed, amount.line)
            for amount in find_leftover_amounts(costed)
        )
    )


def _unread_exams(schools: Sequence[SchoolText]) -> list[Finding]:
    return [
        Finding(
            subject=sentence.school_code,
            message=(
                f"A sentence about {sentence.exam} results of school"
                f" {sentence.school_code} prints figures in words that are not read."
            ),
            line=sentence.line_number,
        )
        for sentence in find_unread_exam_figures(schools)
    ]


def _report_repeated(sections: Sections) -> Iterator[Finding]:
    for section, line in sections.repeated:
        yield Finding(
            subject=f"section {section.value}",
            message=(
                f"Section {section.value} begins again here: only the first one is"
                " read. The document may hold two plans."
            ),
            line=line,
        )


def _missing_parts(sections: Sections, rows: Rows) -> tuple[str, ...]:
    missing = [
        f"section {section.value} (“{describe_opening(section)}”)"
        for section in sections.missing
    ]
    if Section.COSTED_ACTIVITIES in sections.lines and not rows.get("plan_totals"):
        missing.append(_TOTALS)
    return tuple(missing)
