"""Rules on what activities name: schools, indicators, tasks, areas, activities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import (
    activity_label,
    children_of,
    implementing_schools,
    listed,
    rows_of_their_own,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts


@dataclass(frozen=True, slots=True)
class _Reference:
    """A column of an activity's lists that names rows of another table.

    Attributes:
        table: Table of the list.
        column: The column that names.
        listed_in: Table that has what may be named.
        key: Its key.
        word: What is named, for the message.
        place: Where it should be listed, for the message.
    """

    table: str
    column: str
    listed_in: str
    key: str
    word: str
    place: str

    def find_unknown(self, facts: PlanFacts) -> Iterator[Finding]:
        """Find what activities name and the other table does not have.

        There is one finding for each unknown value, with the activities that print it.
        """
        known = _values(facts.table(self.listed_in), self.key)
        users: dict[str, list[Row]] = defaultdict(list)
        for row in facts.table(self.table):
            if row[self.column] not in known:
                users[row[self.column]].append(row)
        for value, named_by in users.items():
            numbers = listed({activity_label(row) for row in named_by})
            yield Finding(
                subject=value,
                message=(
                    f"{self.word} {value} is named by activity {numbers} but not in"
                    f" {self.place}."
                ),
                found=numbers,
                line=named_by[0].get("source_line"),
            )


_SCHOOLS: Final = _Reference(
    *("activity_schools", "school_code"),
    *("schools", "school_code"),
    *("School", "the lists of schools"),
)
_INDICATORS: Final = _Reference(
    *("activity_indicators", "indicator_number"),
    *("indicators", "indicator_number"),
    *("Indicator", "the list of indicators"),
)
_TASKS: Final = _Reference(
    *("activity_tasks", "task_number"),
    *("tasks", "task_number"),
    *("Task", "the list of tasks"),
)
_LINKS: Final = _Reference(
    *("activity_links", "related_number"),
    *("activities", "activity_number"),
    *("Activity", "the cost table"),
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


def _values(rows: Iterable[Row], column: str) -> set[str]:
    return {row[column] for row in rows}


RULES: Final = (
    Rule("school_unknown", "warning", _SCHOOLS.find_unknown),
    Rule("indicator_unknown", "warning", _INDICATORS.find_unknown),
    Rule("task_unknown", "warning", _TASKS.find_unknown),
    Rule("link_target_missing", "warning", _LINKS.find_unknown),
    Rule("policy_area_missing", "warning", find_missing_policy_areas),
    Rule("indicator_idle", "note", find_idle_indicators),
    Rule("schools_differ_from_children", "warning", find_schools_unlike_children),
)
