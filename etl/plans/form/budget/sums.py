"""Sums of partners in section 7, and what they are together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.plans.form.costs.findings import PrintedCell, report_cells
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.form.money.amounts import Reading


@dataclass(frozen=True, slots=True)
class PartnerSum:
    """Net and VAT cells of one row of the table."""

    net: Reading
    vat: Reading
    line: int
    is_total: bool


def add_up(sums: Sequence[PartnerSum]) -> SectionRows:
    """Return the sums of section 7 together; the printed total stands for them all."""
    totals = [printed for printed in sums if printed.is_total][-1:]
    counted = totals or sums
    if not counted:
        return SectionRows({"plan_totals": []}, {})
    cells = [
        PrintedCell("partners", column, reading, printed.line, is_total=True)
        for printed in counted
        for column, reading in (("net_eur", printed.net), ("vat_eur", printed.vat))
    ]
    are_whole = all(cell.reading.is_whole for cell in cells)
    row = {
        "total_kind": "partners",
        "net_eur": add_readings(one.net for one in counted) if are_whole else None,
        "vat_eur": add_readings(one.vat for one in counted) if are_whole else None,
        "source_line": counted[0].line,
    }
    return SectionRows({"plan_totals": [row]}, report_cells(cells))


def add_readings(readings: Iterable[Reading]) -> Decimal | None:
    """Return what readings add up to; None where none of them is an amount."""
    printed = [one.amount for one in readings if one.amount is not None]
    return sum(printed, Decimal(0)) if printed else None
