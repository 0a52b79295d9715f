"""Section 7 of the template: what is asked for the municipality and its schools.

The table prints a sum for each partner of the project, or one for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.sources.plan_document.amounts import read_amounts, split_trailing
from etl.sources.plan_document.cost_headings import read_total_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.contracts.plan_package import Rows
    from etl.sources.plan_document.document import Line


def extract_budget(lines: tuple[Line, ...]) -> Rows:
    """Read the sums of section 7 into one `partners` row of `plan_totals`.

    Where more than one partner has a sum of its own, the row holds the printed total,
    or else what they add up to. Without a printed sum there is no row.
    """
    sums = list(_sums(lines))
    totals = [printed for printed in sums if printed.is_total][-1:]
    counted = totals or sums
    if not counted:
        return {"plan_totals": []}
    return {
        "plan_totals": [
            {
                "total_kind": "partners",
                "net_eur": _add(printed.net for printed in counted),
                "vat_eur": _add(printed.vat for printed in counted),
                "source_line": counted[0].line,
            }
        ]
    }


@dataclass(frozen=True, slots=True)
class _Sum:
    """Net and VAT of one line of the table; a missing VAT is None."""

    net: Decimal
    vat: Decimal | None
    line: int
    is_total: bool


def _sums(lines: tuple[Line, ...]) -> Iterator[_Sum]:
    net: tuple[Decimal, int] | None = None
    is_total = False
    for line in lines:
        if read_total_kind(line.text):
            is_total = True
        for amount in read_amounts(split_trailing(line.text)[1]):
            if net is None:
                net = (amount, line.number)
            else:
                yield _Sum(net[0], amount, net[1], is_total)
                net, is_total = None, False
    if net is not None:
        yield _Sum(net[0], None, net[1], is_total)


def _add(values: Iterable[Decimal | None]) -> Decimal | None:
    printed = [value for value in values if value is not None]
    return sum(printed, Decimal(0)) if printed else None
