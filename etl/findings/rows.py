"""What several rules ask of the rows of the cost table."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.contracts.plan_package import Row
    from etl.findings.model import PlanFacts


def activity_label(row: Row) -> str:
    """Name a row of the cost table: its number, and which one if it is repeated."""
    number, occurrence = row["activity_number"], row["occurrence"]
    return str(number) if occurrence == 1 else f"{number} ({occurrence})"


def children_of(facts: PlanFacts) -> dict[str, list[Row]]:
    """Group the sub-activities by the number of their parent."""
    children: dict[str, list[Row]] = defaultdict(list)
    for row in facts.table("activities"):
        if row.get("parent_number"):
            children[row["parent_number"]].append(row)
    return children


def sum_column(rows: Iterable[Row], column: str) -> Decimal | None:
    """Sum what is printed; nothing where no row prints anything."""
    printed = [row[column] for row in rows if row.get(column) is not None]
    return sum(printed, Decimal(0)) if printed else None
