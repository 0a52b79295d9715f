"""Rules on the numbers of activities: gaps, repetitions, order."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from etl.plans.contract.ordering import natural_key
from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import activity_label, first_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import PlanFacts


def find_missing_numbers(facts: PlanFacts) -> Iterator[Finding]:
    """Find gaps: numbers skipped on a level, or printed only with their parts."""
    lines = first_lines(facts)
    siblings: dict[str, set[int]] = defaultdict(set)
    after: dict[str, int | None] = {}
    for number, line in lines.items():
        parts = number.split(".")
        for size in range(1, len(parts) + 1):
            siblings[".".join(parts[: size - 1])].add(int(parts[size - 1]))
            after.setdefault(".".join(parts[:size]), line)
    for parent, places in siblings.items():
        prefix = f"{parent}." if parent else ""
        follower: int | None = None
        missing: list[Finding] = []
        for place in range(max(places), 0, -1):
            name = f"{prefix}{place}"
            follower = after.get(name, follower)
            if name not in lines:
                message = f"There is no activity {name} in the cost table."
                missing.append(Finding(subject=name, message=message, line=follower))
        yield from reversed(missing)


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
    """Find rows that stand after a higher number of the same cost category.

    The form lists activities by category, so that numbers start again in each.
    """
    rows = sorted(facts.table("activities"), key=lambda row: row["source_line"] or 0)
    for before, row in pairwise(rows):
        if row.get("cost_category") != before.get("cost_category"):
            continue
        number, previous = row["activity_number"], before["activity_number"]
        if natural_key(number) < natural_key(previous):
            yield Finding(
                subject=activity_label(row),
                message=f"Activity {activity_label(row)} is printed after {previous}.",
                line=row.get("source_line"),
            )


RULES: Final = (
    Rule("number_missing", "warning", find_missing_numbers),
    Rule("number_repeated", "warning", find_repeated_numbers),
    Rule("number_out_of_order", "note", find_numbers_out_of_order),
)
