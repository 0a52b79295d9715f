"""The whole form: every section read by its own reader, and put together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.findings.model import Finding, PlanFacts
from etl.sources.plan_document.activity_schools import extract_planned_schools
from etl.sources.plan_document.budget import extract_budget
from etl.sources.plan_document.cost_totals import find_leftover_amounts
from etl.sources.plan_document.costed_activities import extract_costed_activities
from etl.sources.plan_document.exam_results import extract_exam_results
from etl.sources.plan_document.goals import extract_goals
from etl.sources.plan_document.indicators import extract_indicators
from etl.sources.plan_document.municipal_facts import extract_municipal_facts
from etl.sources.plan_document.network_schools import extract_network_schools
from etl.sources.plan_document.partners import extract_partners
from etl.sources.plan_document.planned_activities import extract_planned_activities
from etl.sources.plan_document.principles import extract_principles
from etl.sources.plan_document.risks import extract_risks
from etl.sources.plan_document.school_figures import extract_school_figures
from etl.sources.plan_document.schools import extract_schools
from etl.sources.plan_document.sections import Section, Sections, describe_opening
from etl.sources.plan_document.title import read_municipality_name, read_title
from etl.sources.plan_document.unread_exam_figures import find_unread_exam_figures

if TYPE_CHECKING:
    from etl.contracts.plan_package import Rows
    from etl.sources.plan_document.document import Line

_TOTALS: Final = "the totals under the table of section 6"


def extract_form(sections: Sections) -> PlanFacts:
    """Read every section that is there; what is missing is named, not filled in."""
    situation, schools = sections[Section.SITUATION], sections[Section.SCHOOLS]
    costed, budget = sections[Section.COSTED_ACTIVITIES], sections[Section.BUDGET]
    planned = extract_planned_activities(sections[Section.PLANNED_ACTIVITIES])
    activities = extract_costed_activities(costed)
    rows = merge_rows(
        extract_goals(situation),
        extract_municipal_facts((*situation, *schools)),
        _extract_all_schools(sections),
        extract_exam_results(schools),
        extract_school_figures(schools),
        extract_partners(sections[Section.PARTNERS]),
        extract_indicators(sections[Section.INDICATORS]),
        activities,
        extract_planned_schools(planned, activities["activities"]),
        extract_budget(budget),
        extract_principles(sections[Section.PRINCIPLES]),
        extract_risks(sections[Section.RISKS]),
    )
    return PlanFacts(
        rows=rows,
        title=read_title(sections.title),
        municipality_printed=read_municipality_name(
            sections.title, situation, schools, budget
        ),
        planned=planned,
        missing_parts=_missing_parts(sections, rows),
        reported={
            "amount_left_over": _leftovers(costed),
            "exam_figures_unread": _unread_exams(schools),
        },
        is_form=True,
    )


def merge_rows(*parts: Rows) -> Rows:
    """Put rows of several readers together, in their order, table by table."""
    merged: Rows = defaultdict(list)
    for part in parts:
        for table, rows in part.items():
            merged[table].extend(rows)
    return dict(merged)


def _extract_all_schools(sections: Sections) -> Rows:
    participants = extract_schools(sections[Section.SCHOOLS])
    lists = (
        *sections[Section.PLANNED_ACTIVITIES],
        *sections[Section.COSTED_ACTIVITIES],
        *sections[Section.BUDGET],
    )
    codes = [row["school_code"] for row in participants["schools"]]
    return merge_rows(participants, extract_network_schools(lists, codes))


def _leftovers(costed: tuple[Line, ...]) -> list[Finding]:
    return [
        Finding(
            subject="section 6",
            message=(
                f"“{amount.printed}” looks like an amount and belongs to no row and no"
                " total."
            ),
            found=amount.printed,
            line=amount.line,
        )
        for amount in find_leftover_amounts(costed)
    ]


def _unread_exams(schools: tuple[Line, ...]) -> list[Finding]:
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


def _missing_parts(sections: Sections, rows: Rows) -> tuple[str, ...]:
    missing = [
        f"section {section.value} (“{describe_opening(section)}”)"
        for section in sections.missing
    ]
    if Section.COSTED_ACTIVITIES in sections.lines and not rows.get("plan_totals"):
        missing.append(_TOTALS)
    return tuple(missing)
