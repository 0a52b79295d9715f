"""Rules on what activities name: schools, indicators, tasks, areas, activities."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.findings.model import Finding, Rule
from etl.findings.rows import (
    activity_label,
    children_of,
    implementing_schools,
    listed,
    rows_of_their_own,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.contracts.plan_package import Row
    from etl.findings.model import PlanFacts


def find_unknown_schools(facts: PlanFacts) -> Iterator[Finding]:
    """Find school codes that activities use and no list of schools has."""
    yield from _find_unknown(
        facts.table("activity_schools"),
        "school_code",
        _values(facts.table("schools"), "school_code"),
        "School",
        "the lists of schools",
    )


def find_unknown_indicators(facts: PlanFacts) -> Iterator[Finding]:
    """Find indicators that activities name and section 4 does not list."""
    yield from _find_unknown(
        facts.table("activity_indicators"),
        "indicator_number",
        _values(facts.table("indicators"), "indicator_number"),
        "Indicator",
        "the list of indicators",
    )


def find_unknown_tasks(facts: PlanFacts) -> Iterator[Finding]:
    """Find tasks that activities name and section 1 does not list."""
    yield from _find_unknown(
        facts.table("activity_tasks"),
        "task_number",
        _values(facts.table("tasks"), "task_number"),
        "Task",
        "the list of tasks",
    )


def find_missing_link_targets(facts: PlanFacts) -> Iterator[Finding]:
    """Find related activities that do not exist."""
    yield from _find_unknown(
        facts.table("activity_links"),
        "related_number",
        _values(facts.table("activities"), "activity_number"),
        "Activity",
        "the cost table",
    )


def find_missing_policy_areas(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows of the cost table that name no policy area."""
    served = {
        (row["activity_number"], row["occurrence"])
        for row in facts.table("activity_policy_areas")
    }
    for row in rows_of_their_own(facts):
        if (row["activity_number"], row["occurrence"]) not in served:
            yield Finding(
                subject=activity_label(row),
                message=f"Activity {activity_label(row)} names no policy area.",
                line=row.get("source_line"),
            )


def find_idle_indicators(facts: PlanFacts) -> Iterator[Finding]:
    """Find chosen indicators that no activity promises to move."""
    served = _values(facts.table("activity_indicators"), "indicator_number")
    for row in facts.table("indicators") if served else ():
        number = row["indicator_number"]
        if row["is_chosen"] and number not in served:
            yield Finding(
                subject=number,
                message=f"No activity names indicator {number}.",
                line=row.get("source_line"),
            )


def find_schools_unlike_children(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the implementing schools of a parent with those of its sub-rows."""
    schools = implementing_schools(facts)
    children = children_of(facts)
    for parent in facts.table("activities"):
        own = schools.get((parent["activity_number"], parent["occurrence"]), set())
        of_children = {
            code
            for child in children.get(parent["activity_number"], [])
            for code in schools.get((child["activity_number"], child["occurrence"]), ())
        }
        if own and of_children and own != of_children:
            yield _schools_differ(parent, own, of_children)


def _schools_differ(parent: Row, own: set[str], of_children: set[str]) -> Finding:
    return Finding(
        subject=activity_label(parent),
        message=(
            f"Activity {activity_label(parent)} names {listed(own)} as implementing"
            f" schools; its sub-activities name {listed(of_children)}."
        ),
        expected=listed(of_children),
        found=listed(own),
        line=parent.get("source_line"),
    )


def _find_unknown(
    rows: Iterable[Row], column: str, known: set[str], what: str, where: str
) -> Iterator[Finding]:
    """Give one finding per unknown value, with the activities that name it."""
    users: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column] not in known:
            users[row[column]].append(row)
    for value, named_by in users.items():
        numbers = listed({activity_label(row) for row in named_by})
        yield Finding(
            subject=value,
            message=(
                f"{what} {value} is named by activity {numbers} but not in {where}."
            ),
            found=numbers,
            line=named_by[0].get("source_line"),
        )


def _values(rows: Iterable[Row], column: str) -> set[str]:
    return {row[column] for row in rows}


RULES: Final = (
    Rule("school_unknown", "warning", find_unknown_schools),
    Rule("indicator_unknown", "warning", find_unknown_indicators),
    Rule("task_unknown", "warning", find_unknown_tasks),
    Rule("link_target_missing", "warning", find_missing_link_targets),
    Rule("policy_area_missing", "warning", find_missing_policy_areas),
    Rule("indicator_idle", "note", find_idle_indicators),
    Rule("schools_differ_from_children", "warning", find_schools_unlike_children),
)
