"""What several rules ask of the rows of the cost table."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.plans.contract.ordering import natural_key
from etl.plans.findings.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts


def activity_label(row: Row) -> str:
    """Format the number of a cost row, with its occurrence if it is repeated."""
    return label_of(row["activity_number"], row["occurrence"])


def children_of(facts: PlanFacts) -> dict[str, list[Row]]:
    """Group the sub-activities by the number of their parent."""
    children: dict[str, list[Row]] = defaultdict(list)
    for row in facts.table("activities"):
        if row.get("parent_number"):
            children[row["parent_number"]].append(row)
    return children


def rows_of_their_own(facts: PlanFacts) -> list[Row]:
    """Drop sub-activities that only a list inside their parent's row mentions.

    They have no cells of their own: cost, area and period are their parent's.
    """
    rows = facts.table("activities")
    counted = {row["activity_number"] for row in rows if row["cost_role"] == "counted"}
    return [
        row
        for row in rows
        if row["cost_role"] != "none" or row.get("parent_number") not in counted
    ]


def first_lines(facts: PlanFacts) -> dict[str, int | None]:
    """Return the line of the first row by number of the cost table."""
    lines: dict[str, int | None] = {}
    for row in facts.table("activities"):
        lines.setdefault(row["activity_number"], row.get("source_line"))
    return lines


def implementing_schools(facts: PlanFacts) -> dict[tuple[str, int], set[str]]:
    """Return the schools that carry out each row of the cost table."""
    schools: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in facts.table("activity_schools"):
        if row["role"] == "implementing":
            schools[row["activity_number"], row["occurrence"]].add(row["school_code"])
    return schools


def listed(values: Iterable[str]) -> str:
    """Write codes or numbers side by side, numbers as numbers."""
    return ", ".join(sorted(values, key=natural_key))


def sum_column(rows: Iterable[Row], column: str) -> Decimal | None:
    """Sum what is printed; nothing where no row prints anything."""
    printed = [row[column] for row in rows if row.get(column) is not None]
    return sum(printed, Decimal(0)) if printed else None
