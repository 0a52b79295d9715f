"""Rules on sums: printed totals against rows, parents against their children."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.findings.costs import is_table_unread
from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import activity_label, children_of, sum_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts

AMOUNTS: Final = {"net_eur": "net cost", "vat_eur": "VAT"}
_HAS_COST: Final = ("counted", "rolled_up", "included")
_INCLUDES: Final = re.compile(r"[įi]skaič|[įi]trauk", re.IGNORECASE)


def find_totals_not_reproduced(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the printed direct costs with the rows that count.

    Without a printed direct total the grand total stands for it, less what is printed
    as indirect.
    """
    totals = _totals(facts)
    counted = [
        row for row in facts.table("activities") if row["cost_role"] == "counted"
    ]
    kind = "direct" if "direct" in totals else "grand"
    if kind not in totals or not counted:
        return
    for column, words in AMOUNTS.items():
        found, expected = totals[kind].get(column), sum_column(counted, column)
        if found is None or expected is None:
            continue
        if kind == "grand":
            expected += totals.get("indirect", {}).get(column) or Decimal(0)
        if found != expected:
            yield _difference(
                f"{kind}.{column}",
                f"The rows that count sum to {expected} euro; the printed {kind}"
                f" {words} is {found}.",
                expected,
                found,
                totals[kind].get("source_line"),
            )


def find_totals_that_disagree(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the printed totals with each other: parts, grand total, partners."""
    totals = _totals(facts)
    for column, words in AMOUNTS.items():
        direct, indirect, grand = (
            totals.get(kind, {}).get(column) for kind in ("direct", "indirect", "grand")
        )
        whole = None if direct is None or indirect is None else direct + indirect
        for kind, expected, against in (
            ("grand", whole, "direct and indirect costs together"),
            ("partners", grand, "the grand total"),
        ):
            found = totals.get(kind, {}).get(column)
            if found is None or expected is None or found == expected:
                continue
            yield _difference(
                f"{kind}.{column}",
                f"The printed {kind} {words} is {found} euro; that of {against} is"
                f" {expected}.",
                expected,
                found,
                totals[kind].get("source_line"),
            )


def find_missing_totals(facts: PlanFacts) -> Iterator[Finding]:
    """Find the totals of the form that are not printed, net or VAT.

    A document without any total was cut, which is a finding of its own.
    """
    totals = _totals(facts)
    is_read = facts.is_form and totals and not is_table_unread(facts)
    for kind in ("direct", "indirect", "grand") if is_read else ():
        for column, words in AMOUNTS.items():
            if totals.get(kind, {}).get(column) is None:
                yield Finding(
                    subject=f"{kind}.{column}",
                    message=f"The {kind} total of {words} is not printed.",
                    line=totals.get(kind, {}).get("source_line"),
                )


def find_parent_net_differences(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the net cost of a parent row with the sum of its sub-activities."""
    return _compare_parents(facts, "net_eur")


def find_parent_vat_differences(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the VAT of a parent row with the sum of its sub-activities."""
    return _compare_parents(facts, "vat_eur")


def _compare_parents(facts: PlanFacts, column: str) -> Iterator[Finding]:
    children = children_of(facts)
    for parent in facts.table("activities"):
        if _says_what_is_included(parent) or parent["cost_role"] == "elsewhere":
            continue
        parts = [
            row
            for row in children.get(parent["activity_number"], [])
            if row["cost_role"] in _HAS_COST
        ]
        found, expected = parent.get(column), sum_column(parts, column)
        if found is not None and expected is not None and found != expected:
            yield _difference(
                activity_label(parent),
                f"The {AMOUNTS[column]} of activity {activity_label(parent)} is"
                f" {found}; its sub-activities sum to {expected}.",
                expected,
                found,
                parent.get("source_line"),
            )


def _says_what_is_included(parent: Row) -> bool:
    """Whether the cost cell includes sub-activities in a larger sum."""
    return bool(_INCLUDES.search(parent.get("cost_note") or ""))


def _totals(facts: PlanFacts) -> dict[str, Row]:
    return {row["total_kind"]: row for row in facts.table("plan_totals")}


def _difference(
    subject: str, message: str, expected: Decimal, found: Decimal, line: int | None
) -> Finding:
    return Finding(
        subject=subject,
        message=message,
        expected=str(expected),
        found=str(found),
        difference=found - expected,
        line=line,
    )


RULES: Final = (
    Rule("total_not_reproduced", "error", find_totals_not_reproduced),
    Rule("totals_disagree", "error", find_totals_that_disagree),
    Rule("total_missing", "warning", find_missing_totals),
    Rule("parent_net_differs", "warning", find_parent_net_differences),
    Rule("parent_vat_differs", "warning", find_parent_vat_differences),
)
