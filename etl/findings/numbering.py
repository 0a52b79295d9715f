"""Rules on the numbers of activities: gaps, repetitions, order, and section 5."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from etl.findings.model import Finding, Rule
from etl.findings.rows import activity_label
from etl.plan_package.ordering import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.findings.model import PlanFacts


def find_missing_numbers(facts: PlanFacts) -> Iterator[Finding]:
    """Find gaps: numbers skipped between the first and the last of a level."""
    lines = _first_lines(facts)
    siblings: dict[str, set[int]] = defaultdict(set)
    for number in lines:
        parent, _, last = number.rpartition(".")
        siblings[parent].add(int(last))
    for parent, found in siblings.items():
        for missing in sorted(set(range(1, max(found))) - found):
            follower = min(number for number in found if number > missing)
            name = f"{parent}.{missing}" if parent else str(missing)
            yield Finding(
                subject=name,
                message=f"There is no activity {name} in the cost table.",
                line=lines[f"{parent}.{follower}" if parent else str(follower)],
            )


def find_repeated_numbers(facts: PlanFacts) -> Iterator[Finding]:
    """Find numbers that the cost table or section 5 prints twice."""
    for row in facts.table("activities"):
        if row["occurrence"] > 1:
            yield Finding(
                subject=row["activity_number"],
                message=(
                    f"The cost table prints the number {row['activity_number']} again:"
                    f" “{row['title']}”."
                ),
                found=row["title"],
                line=row.get("source_line"),
            )
    seen: set[str] = set()
    for planned in facts.planned:
        if planned.number in seen:
            yield Finding(
                subject=planned.number,
                message=f"Section 5 prints the number {planned.number} again.",
                line=planned.line,
            )
        seen.add(planned.number)


def find_numbers_out_of_order(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows of the cost table that stand after a higher number."""
    rows = sorted(facts.table("activities"), key=lambda row: row["source_line"] or 0)
    for before, row in pairwise(rows):
        number, previous = row["activity_number"], before["activity_number"]
        if natural_key(number) < natural_key(previous):
            yield Finding(
                subject=activity_label(row),
                message=f"Activity {activity_label(row)} is printed after {previous}.",
                line=row.get("source_line"),
            )


def find_planned_without_cost_row(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities of section 5 that the cost table lacks, sub-activities too."""
    numbers = list(_first_lines(facts))
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
    for number, line in _first_lines(facts).items() if planned else ():
        parts = number.split(".")
        ancestry = {".".join(parts[:size]) for size in range(1, len(parts) + 1)}
        if not ancestry & described:
            yield Finding(
                subject=number,
                message=f"Activity {number} has a cost row but is not in section 5.",
                line=line,
            )


def _first_lines(facts: PlanFacts) -> dict[str, int | None]:
    """Give each number of the cost table with the line of its first row."""
    lines: dict[str, int | None] = {}
    for row in facts.table("activities"):
        lines.setdefault(row["activity_number"], row.get("source_line"))
    return lines


RULES: Final = (
    Rule("number_missing", "warning", find_missing_numbers),
    Rule("number_repeated", "warning", find_repeated_numbers),
    Rule("number_out_of_order", "note", find_numbers_out_of_order),
    Rule("planned_without_cost_row", "warning", find_planned_without_cost_row),
    Rule("cost_row_without_plan", "note", find_cost_rows_without_plan),
)
