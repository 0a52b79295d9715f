"""Net and VAT columns of a table: in what they are counted, and what cells say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.plans.content.table_columns import table_headings
from etl.plans.form.money.amounts import Reading, cost_words, read_cell, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import GridCell
    from etl.plans.content.table_columns import Columns

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MoneyColumns:
    """How the money of a table is counted.

    Attributes:
        unit: What one means: 1, 1000 or 1,000,000 euro.
        heading: The headings, as printed.
        problem: Why nothing is read: `twice`, `units` or `currency`; empty if it is.
    """

    unit: int
    heading: str
    problem: str = ""

    def read(self, cell: GridCell, *, is_shared: bool) -> Reading:
        """Read a cell; one merged over other columns or rows is no amount."""
        if self.problem:
            return Reading("")
        reading = read_cell("\n".join(cell.texts))
        if is_shared and reading.printed and reading.amount is not None:
            return Reading(reading.printed, is_whole=False)
        return reading


def read_money_columns(columns: Columns, above: str = "") -> MoneyColumns:
    """Return how money is counted below some headings.

    Args:
        columns: The named columns.
        above: What is printed above the table.
    """
    counts = Counter(columns.names())
    own = {name: columns.headings(name) for name in ("net", "vat") if counts[name]}
    heading = " / ".join(own.values())
    if max(counts["net"], counts["vat"]) > 1:
        return MoneyColumns(1, heading, "twice")
    around = f"{columns.above} {above}".strip()
    foreign = table_headings()["money"]["foreign"]
    if re.search(foreign, f"{around} {heading}".casefold()):
        return MoneyColumns(1, f"{around} {heading}".strip(), "currency")
    units = {name: _units(f"{around} {text}") for name, text in own.items()}
    found = set(units.values())
    if len(found) > 1 or any(len(one) > 1 for one in found):
        return MoneyColumns(1, heading, "units")
    unit = next(iter(next(iter(found))), 1)
    says_above = unit > 1 and _units(around)
    return MoneyColumns(unit, around if says_above else heading)


def settle_money(column: Sequence[Reading], units: Sequence[int]) -> list[Reading]:
    """Decide what cells of a column are by the others, and count them in euro."""
    return [
        _scale(reading, unit)
        for reading, unit in zip(settle(column), units, strict=True)
    ]


def _scale(reading: Reading, unit: int) -> Reading:
    if unit == 1 or reading.amount is None:
        return reading
    is_counted = any(
        re.search(words, reading.said.casefold())
        for words in cost_words()["units"].values()
    )
    if is_counted:
        return Reading(reading.printed, is_whole=False)
    return replace(reading, amount=(reading.amount * unit).quantize(_CENT))


def _units(text: str) -> frozenset[int]:
    units = table_headings()["money"]["units"].items()
    plain = text.casefold()
    return frozenset(int(unit) for unit, words in units if re.search(words, plain))
