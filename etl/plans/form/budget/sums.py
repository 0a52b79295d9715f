"""Sums of partners in section 7, and what they are together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.content.sections import Section
from etl.plans.findings.model import Finding
from etl.plans.form.activities.cost_headings import (
    PART_OF_PLAN,
    may_be_subtotal,
    read_total_kind,
)
from etl.plans.form.costs.findings import PrintedCell, report_cells
from etl.plans.form.money.amounts import Reading
from etl.plans.form.tables.named_rows import join_reported
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.findings.model import Reported

SumKind = Literal["partner", "total", "part"]
_COLUMNS: Final = {"net": "net cost", "vat": "VAT"}


@dataclass(frozen=True, slots=True)
class PartnerSum:
    """Net and VAT cells of one row of the table.

    Attributes:
        net: What the net cell says.
        vat: What the VAT cell says.
        line: Line it is printed on.
        kind: Whether its label is a partner's name, that of the total, or one that may
            be of a total or of a part of it (`Tarpinė suma`, `Iš viso mokykloms`).
    """

    net: Reading
    vat: Reading
    line: int
    kind: SumKind


def kind_of(label: str) -> SumKind:
    """Return what a row sums up, by the first words that it prints."""
    total = read_total_kind(label)
    if total is not None and total[0] != PART_OF_PLAN:
        return "total"
    return "part" if total is not None or may_be_subtotal(label) else "partner"


def add_up(sums: Sequence[PartnerSum]) -> SectionRows:
    """Return the sums of section 7 together; the printed total stands for them all."""
    counted = _choose(sums)
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
    reported = join_reported(report_cells(cells), _compare(counted, sums))
    return SectionRows({"plan_totals": [row]}, reported)


def _choose(sums: Sequence[PartnerSum]) -> Sequence[PartnerSum]:
    """Choose what counts: a printed total, or all partners.

    A label that may be of a part is that of the total where it sums up all partners,
    and of a part where it sums up those right above it; else nothing counts.
    """
    partners = [one for one in sums if one.kind == "partner"]
    totals = [one for one in sums if one.kind == "total"][-1:]
    parts = [one for one in sums if one.kind == "part"]
    if not partners:
        return totals or parts[-1:]
    if not (totals or parts):
        return partners
    whole = [one for one in (*totals, *parts) if _is_sum(one, partners)]
    if whole or totals:
        return whole[:1] or totals
    if all(_is_of_rows_above(one, sums) for one in parts):
        return partners
    return [_unread(one) for one in parts]


def _is_sum(one: PartnerSum, rows: Sequence[PartnerSum]) -> bool:
    cells = [one, *rows]
    if not all(row.net.is_whole and row.vat.is_whole for row in cells):
        return False
    return one.net.amount == add_readings(
        row.net for row in rows
    ) and one.vat.amount == add_readings(row.vat for row in rows)


def _is_of_rows_above(one: PartnerSum, sums: Sequence[PartnerSum]) -> bool:
    """Whether a row sums up one or more partners that stand right above it."""
    place = next(index for index, other in enumerate(sums) if other is one)
    above: list[PartnerSum] = []
    for other in reversed(sums[:place]):
        if other.kind == "partner":
            above.append(other)
        if above and _is_sum(one, above):
            return True
    return False


def _unread(one: PartnerSum) -> PartnerSum:
    net = Reading(one.net.printed, is_whole=not one.net.printed)
    vat = Reading(one.vat.printed, is_whole=not one.vat.printed)
    return PartnerSum(net, vat, one.line, one.kind)


def _compare(counted: Sequence[PartnerSum], sums: Sequence[PartnerSum]) -> Reported:
    """Return findings about a printed total that its rows do not add up to."""
    totals = [one for one in counted if one.kind != "partner"]
    parts = [one for one in sums if one.kind == "partner"]
    found: list[Finding] = []
    for column, words in _COLUMNS.items():
        readings = [getattr(one, column) for one in (*totals, *parts)]
        if not totals or not all(reading.is_whole for reading in readings):
            continue
        printed = add_readings(getattr(one, column) for one in totals)
        added = add_readings(getattr(one, column) for one in parts)
        if printed is not None and added is not None and printed != added:
            found.append(
                Finding(
                    subject=f"partners.{column}_eur",
                    message=(
                        f"The rows of section {Section.BUDGET.value} sum to {added}"
                        f" euro; the printed total of {words} is {printed}."
                    ),
                    expected=str(added),
                    found=str(printed),
                    difference=printed - added,
                    line=totals[-1].line,
                )
            )
    return {"totals_disagree": found} if found else {}


def add_readings(readings: Iterable[Reading]) -> Decimal | None:
    """Return what readings add up to; None where none of them is an amount."""
    printed = [one.amount for one in readings if one.amount is not None]
    return sum(printed, Decimal(0)) if printed else None
