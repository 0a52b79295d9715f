"""The whole form: every section read by its own reader, and put together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.findings.model import PlanFacts
from etl.sources.plan_document.budget import extract_budget
from etl.sources.plan_document.costed_activities import extract_costed_activities
from etl.sources.plan_document.exam_results import extract_exam_results
from etl.sources.plan_document.goals import extract_goals
from etl.sources.plan_document.indicators import extract_indicators
from etl.sources.plan_document.municipal_facts import extract_municipal_facts
from etl.sources.plan_document.network_schools import extract_network_schools
from etl.sources.plan_document.partners import extract_partners
from etl.sources.plan_document.principles import extract_principles
from etl.sources.plan_document.risks import extract_risks
from etl.sources.plan_document.school_figures import extract_school_figures
from etl.sources.plan_document.schools import extract_schools
from etl.sources.plan_document.sections import Section, Sections, describe_opening
from etl.sources.plan_document.title import read_municipality_name, read_title

if TYPE_CHECKING:
    from etl.contracts.plan_package import Rows

_TOTALS: Final = "the totals under the table of section 6"


def extract_form(sections: Sections) -> PlanFacts:
    """Read every section that is there; what is missing is named, not filled in."""
    situation, schools = sections[Section.SITUATION], sections[Section.SCHOOLS]
    planned, costed = (
        sections[Section.PLANNED_ACTIVITIES],
        sections[Section.COSTED_ACTIVITIES],
    )
    budget = sections[Section.BUDGET]
    participants = extract_schools(schools)
    codes = [row["school_code"] for row in participants["schools"]]
    rows = merge_rows(
        extract_goals(situation),
        extract_municipal_facts((*situation, *schools)),
        participants,
        extract_network_schools((*planned, *costed, *budget), codes),
        extract_exam_results(schools),
        extract_school_figures(schools),
        extract_partners(sections[Section.PARTNERS]),
        extract_indicators(sections[Section.INDICATORS]),
        extract_costed_activities(costed),
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
        missing_parts=_missing_parts(sections, rows),
        is_form=True,
    )


def merge_rows(*parts: Rows) -> Rows:
    """Put rows of several readers together, in their order, table by table."""
    merged: Rows = defaultdict(list)
    for part in parts:
        for table, rows in part.items():
            merged[table].extend(rows)
    return dict(merged)


def _missing_parts(sections: Sections, rows: Rows) -> tuple[str, ...]:
    missing = [
        f"section {section.value} (“{describe_opening(section)}”)"
        for section in sections.missing
    ]
    if Section.COSTED_ACTIVITIES in sections.lines and not rows.get("plan_totals"):
        missing.append(_TOTALS)
    return tuple(missing)
