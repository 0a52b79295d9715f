"""Costs of activities: net, VAT and notes of a row, and which rows add to the total.

Which rows count: a row is *rolled up* when it prints what its direct sub-rows add up
to, net and VAT (a missing amount contradicts nothing), or nothing but zeros while they
cost something; its sub-rows count instead. Any other row with an amount counts itself,
and everything printed under it is *included* in it, whether or not the figures agree.
So every euro is counted once, at the finest level that the document's own sums allow.
A row without an amount, or with a zero, whose cell says that it is paid under another
activity, is *elsewhere*; a row without cost cells is *none*.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.findings.costs import ELSEWHERE
from etl.plans.form.activities.numbers import parent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.form.costs.records import CostRecord
    from etl.plans.form.money.amounts import Reading

CostRole = Literal["counted", "rolled_up", "included", "elsewhere", "none"]

_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cost:
    """What the cost cells of a row say; None where a cell prints no amount."""

    net: Decimal | None
    vat: Decimal | None
    note: str | None
    is_elsewhere: bool

    @property
    def is_printed(self) -> bool:
        """Whether at least one amount is printed."""
        return self.net is not None or self.vat is not None


Readings = tuple["Reading", "Reading"]
"""The two cost cells of a row: net and VAT."""


def cost_of(readings: Readings) -> Cost:
    """Return what the cost cells say together."""
    net, vat = readings
    notes = [reading.note for reading in readings if reading.note]
    note = " ".join(notes) or None
    is_elsewhere = (
        net.is_whole and not net.amount and bool(note and ELSEWHERE.search(note))
    )
    return Cost(net.amount, vat.amount, note, is_elsewhere)


@dataclass(slots=True)
class CostTree:
    """Rows of a document by what is printed under what.

    Attributes:
        costs: Cost of each row, by a key that tells rows apart.
        children: Keys of the direct sub-rows of each row.
    """

    costs: dict[tuple[str, int], Cost]
    children: dict[tuple[str, int], list[tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def roles(self) -> dict[tuple[str, int], CostRole]:
        """Decide the role of every row, from the top down."""
        under = {key for keys in self.children.values() for key in keys}
        roles: dict[tuple[str, int], CostRole] = {}
        for key in self.costs:
            if key not in under:
                self._decide(key, roles, is_covered=False)
        return roles

    def _decide(
        self,
        key: tuple[str, int],
        roles: dict[tuple[str, int], CostRole],
        *,
        is_covered: bool,
    ) -> None:
        cost = self.costs[key]
        if cost.is_elsewhere:
            roles[key] = "elsewhere"
        elif not cost.is_printed:
            roles[key] = "none"
        elif is_covered:
            roles[key] = "included"
        elif self._is_broken_down(key):
            roles[key] = "rolled_up"
        else:
            roles[key] = "counted"
            is_covered = True
        for child in self.children.get(key, ()):
            self._decide(child, roles, is_covered=is_covered)

    def _is_broken_down(self, key: tuple[str, int]) -> bool:
        """Whether the sub-rows print this row's money again, or all of it."""
        costs = [self.costs[child] for child in self.children.get(key, ())]
        if not any(cost.net for cost in costs):
            return False
        own = self.costs[key]
        net = sum((cost.net or _ZERO for cost in costs), _ZERO)
        vat = sum((cost.vat or _ZERO for cost in costs), _ZERO)
        is_equal = own.net in {net, None} and own.vat in {vat, None}
        return is_equal or not (own.net or own.vat)


def decide_roles(
    records: Sequence[CostRecord], costs: Sequence[Cost]
) -> dict[tuple[str, int], CostRole]:
    """Decide the role of every row, by its number and its occurrence."""
    keys = [(one.number, one.occurrence) for one in records]
    tree = CostTree(dict(zip(keys, costs, strict=True)))
    numbers = frozenset(one.number for one in records)
    for number, occurrence in keys:
        parent = parent_of(number, numbers)
        if parent is not None:
            tree.children[parent, 1].append((number, occurrence))
    return tree.roles()
