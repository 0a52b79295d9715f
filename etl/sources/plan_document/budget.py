"""Section 7 of the template: what is asked for the municipality and its schools.

The table prints a sum for each partner of the project, or one for all of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from etl.sources.plan_document.amounts import read_amounts, split_trailing
from etl.sources.plan_document.document import split_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.contracts.plan_package import Rows
    from etl.sources.plan_document.document import Line


def extract_budget(lines: tuple[Line, ...]) -> Rows:
    """Read the sums of section 7 into one `partners` row of `plan_totals`.

    Where more than one partner has a sum of its own, the row holds what they add up
    to, and its line is that of the first. Without a printed sum there is no row.
    """
    printed = list(_sums(lines))
    if not printed:
        return {"plan_totals": []}
    return {
        "plan_totals": [
            {
                "total_kind": "partners",
                "net_eur": _add(net for net, _, _ in printed),
                "vat_eur": _add(vat for _, vat, _ in printed),
                "source_line": printed[0][2],
            }
        ]
    }


def _sums(lines: tuple[Line, ...]) -> Iterator[tuple[Decimal, Decimal | None, int]]:
    """Net, VAT and line of each partner's sum."""
    net: tuple[Decimal, int] | None = None
    for block in split_blocks(lines):
        for line in block.lines:
            amounts = read_amounts(split_trailing(line.text)[1])
            for amount in amounts:
                if net is None:
                    net = (amount, line.number)
                else:
                    yield net[0], amount, net[1]
                    net = None
    if net is not None:
        yield net[0], None, net[1]


def _add(values: Iterator[Decimal | None]) -> Decimal | None:
    printed = [value for value in values if value is not None]
    return sum(printed, Decimal(0)) if printed else None
