"""Rows of a text that print one amount where net cost and VAT are asked for.

In a text nothing shows which of the two it is. It counts as the net cost, unless VAT is
missing in what the row is a part of, and would be missing less were the amount VAT.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.form.activities.numbers import parent_of
from etl.plans.form.costs.activity_costs import cost_of, decide_roles
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.money.amounts import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.form.costs.records import CostRecord
    from etl.plans.form.costs.totals import PrintedTotal

_ZERO: Final = Decimal(0)
_CENT: Final = Decimal("0.01")


def doubt_lone_amounts(
    records: Sequence[CostRecord],
    totals: Sequence[PrintedTotal],
    *,
    has_vat_heading: bool,
) -> None:
    """Remove lone amounts of rows where they may be VAT; a finding quotes them.

    Args:
        records: All rows, their cells read.
        totals: The printed totals.
        has_vat_heading: Whether a column of VAT is headed, which then is empty.
    """
    lone = [one for one in records if _is_lone(one)]
    parts, direct = _parts(records), _direct(totals)
    counted = list(_counted(records))
    doubted = [one for one in lone if parts.get(one.number)]
    roots = [one for one in lone if one not in doubted]
    doubted = [one for one in doubted if _is_missing_vat(one, *parts[one.number])]
    if direct is not None and not _adds_up(counted, direct):
        doubted += [one for one in roots if _may_be_vat(one, direct.vat, counted)]
    elif direct is None and has_vat_heading and len(roots) > 1:
        has_vat = any(one.vat.amount for one in records)
        doubted += [] if has_vat else roots
    has_nets = any(one.net.amount for one in records)
    has_vats = any(one.vat.amount for one in records)
    is_asked = not has_nets or has_vats
    # What the net costs of all rows sum to is theirs.
    is_sure = has_vats and not doubted
    sure = [one for one in totals if is_sure and _adds_up(counted, one)]
    are_lone = all(one.vat.amount is None for one in totals)
    for row in doubted:
        row.net = Reading(row.net.printed, is_whole=False)
    is_doubted = are_lone and (doubted or is_asked)
    for total in (one for one in totals if is_doubted and one not in sure):
        total.net = Reading(total.net.printed, is_whole=not total.net.printed)


def _is_lone(one: CostRecord) -> bool:
    has_vat = one.vat.printed and one.vat.is_whole
    return bool(one.net.amount) and not has_vat


def _may_be_vat(one: CostRecord, whole: Reading, rows: Sequence[CostRecord]) -> bool:
    """Whether VAT that other rows lack comes closer with the amount of a row."""
    missing = _missing(whole, rows)
    return abs(missing - (one.net.amount or _ZERO)) < abs(missing)


def _is_missing_vat(
    one: CostRecord, whole: Reading, parts: Sequence[CostRecord]
) -> bool:
    """Whether the amount of a part is the VAT that the other parts lack."""
    missing = _missing(whole, parts)
    is_same = abs(missing - (one.net.amount or _ZERO)) <= _CENT
    return is_same and missing > COST_TEXT.vat_rounding


def _missing(whole: Reading, rows: Sequence[CostRecord]) -> Decimal:
    known = (row.vat.amount or _ZERO for row in rows)
    return (whole.amount or _ZERO) - sum(known, _ZERO)


def _adds_up(rows: Sequence[CostRecord], whole: PrintedTotal) -> bool:
    """Whether net costs of rows sum to a total, so that each of them is one."""
    if whole.net.amount is None:
        return False
    nets = sum((row.net.amount or _ZERO for row in rows), _ZERO)
    return abs(whole.net.amount - nets) <= COST_TEXT.vat_rounding


def _parts(
    records: Sequence[CostRecord],
) -> dict[str, tuple[Reading, list[CostRecord]]]:
    """Return the VAT of what a row is a part of, and all its parts, by its number."""
    numbers = frozenset(one.number for one in records)
    first = {one.number: one for one in reversed(records)}
    siblings: defaultdict[str, list[CostRecord]] = defaultdict(list)
    for one in records:
        siblings[parent_of(one.number, numbers) or ""].append(one)
    return {
        one.number: (first[parent].vat, parts)
        for parent, parts in siblings.items()
        if parent and first[parent].vat.amount
        for one in parts
    }


def _counted(records: Sequence[CostRecord]) -> Iterator[CostRecord]:
    roles = decide_roles(records, [cost_of((one.net, one.vat)) for one in records])
    for one in records:
        if roles[one.number, one.occurrence] == "counted":
            yield one


def _direct(totals: Sequence[PrintedTotal]) -> PrintedTotal | None:
    """Return the printed total of the rows; that of the plan where it is alone."""
    kinds = {one.kind: one for one in totals if one.vat.amount is not None}
    alone = None if "indirect" in kinds else kinds.get("grand")
    return kinds.get("direct", alone)
