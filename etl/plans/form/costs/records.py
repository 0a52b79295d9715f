"""Rows of the cost table, whatever kind of document they were printed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.plans.form.money.amounts import Reading

if TYPE_CHECKING:
    from etl.plans.findings.model import Reported
    from etl.plans.form.costs.totals import PrintedTotal


@dataclass(slots=True)
class CostRecord:
    """One printed row.

    Attributes:
        number: Number of the activity, without its last dot.
        occurrence: 1 for the first row printed under the number, 2 for the next.
        category: Cost category of the block it is printed in, where one is printed.
        line: Line the number is printed on.
        page: Page the number is printed on, where the document tells it.
        title: Text of the title column, without the number.
        areas: Text of the policy area column.
        references: Text of the cells that name tasks, indicators and activities.
        period: Text of the period column.
        net: What the net cost cell says.
        vat: What the VAT cell says.
        cost_lines: Lines of the two cells.
        unit: What one of its amounts means, in euro.
    """

    number: str
    occurrence: int
    category: str | None
    line: int
    page: int | None
    title: str = ""
    areas: str = ""
    references: str = ""
    period: str = ""
    net: Reading = field(default_factory=lambda: Reading(""))
    vat: Reading = field(default_factory=lambda: Reading(""))
    cost_lines: tuple[int, ...] = ()
    unit: int = 1


@dataclass(frozen=True, slots=True)
class CostRecords:
    """All rows of the cost table, its printed totals, and what was found in reading."""

    rows: tuple[CostRecord, ...]
    totals: tuple[PrintedTotal, ...]
    reported: Reported
