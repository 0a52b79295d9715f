"""Rules on section 5, which describes activities, against the costs of section 6."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import first_lines, implementing_schools, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import PlanFacts


def find_planned_without_cost_row(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities of section 5 that the cost table lacks, sub-activities too."""
    numbers = list(first_lines(facts))
    seen: set[str] = set()
    for planned in facts.planned if numbers else ():
        name = planned.number
        is_known = any(item == name or item.startswith(f"{name}.") for item in numbers)
        if not is_known and name not in seen:
            yield Finding(
                subject=name,
                message=f"Section 5 describes activity {name}; it has no cost row.",
                line=planned.line,
            )
        seen.add(name)


def find_cost_rows_without_plan(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities of the cost table that section 5 does not describe."""
    planned = {item.number for item in facts.planned}
    described = planned | {number.partition(".")[0] for number in planned}
    for number, line in first_lines(facts).items() if planned else ():
        parts = number.split(".")
        ancestry = {".".join(parts[:size]) for size in range(1, len(parts) + 1)}
        if not ancestry & described:
            yield Finding(
                subject=number,
                message=f"Activity {number} has a cost row but is not in section 5.",
                line=line,
            )


def find_planned_policy_areas_unlike(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities whose area in section 5 is not among those of section 6."""
    areas: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in facts.table("activity_policy_areas"):
        areas[row["activity_number"], row["occurrence"]].add(row["policy_area"])
    for planned in facts.planned:
        costed = areas.get((planned.number, planned.occurrence))
        if costed and planned.policy_area and planned.policy_area not in costed:
            yield Finding(
                subject=planned.number,
                message=(
                    f"Section 5 puts activity {planned.number} under"
                    f" {planned.policy_area}; section 6 under {listed(costed)}."
                ),
                expected=planned.policy_area,
                found=listed(costed),
                line=planned.line,
            )


def find_planned_schools_unlike(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities whose implementing schools differ between sections 5 and 6."""
    schools = implementing_schools(facts)
    for planned in facts.planned:
        costed = schools.get((planned.number, planned.occurrence))
        if costed and planned.implementing and costed != set(planned.implementing):
            described = listed(planned.implementing)
            yield Finding(
                subject=planned.number,
                message=(
                    f"Section 5 names {described} as implementing schools of activity"
                    f" {planned.number}; section 6 names {listed(costed)}."
                ),
                expected=described,
                found=listed(costed),
                line=planned.line,
            )


RULES: Final = (
    Rule("planned_without_cost_row", "warning", find_planned_without_cost_row),
    Rule("cost_row_without_plan", "note", find_cost_rows_without_plan),
    Rule("planned_area_differs", "warning", find_planned_policy_areas_unlike),
    Rule("planned_schools_differ", "warning", find_planned_schools_unlike),
)
