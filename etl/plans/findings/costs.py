"""Rules on single rows of the cost table: missing, unusual or paid elsewhere."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import activity_label, rows_of_their_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts

# The standard rate of Lithuanian VAT in the years of the programme.
_VAT_RATE: Final = Decimal("0.21")
_ROUNDING: Final = Decimal("0.02")
COSTED: Final = "section 6"
"""The subject of findings about the tables of costed activities."""

ELSEWHERE: Final = re.compile(r"[įi]trauk", re.IGNORECASE)
"""How a cell says that another activity holds its cost."""

_PAID_ELSEWHERE: Final = ("elsewhere", "included")
_CENT: Final = Decimal("0.01")
_REFERENCE: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\s?\d{1,2})*(?![\d,])")


def find_unusual_vat(facts: PlanFacts) -> Iterator[Finding]:
    """Find VAT that is neither 0 nor 21 % of the net cost beyond two cents."""
    for row in _priced(facts):
        net, vat = row.get("net_eur"), row.get("vat_eur")
        if net is None or not vat:
            continue
        expected = (net * _VAT_RATE).quantize(_CENT, ROUND_HALF_UP)
        if abs(vat - expected) > _ROUNDING:
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"VAT of activity {activity_label(row)} is {vat}; 21 % of its net"
                    f" cost {net} is {expected}."
                ),
                expected=str(expected),
                found=str(vat),
                difference=vat - expected,
                line=row.get("source_line"),
            )


def find_missing_net(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows that print VAT but no net cost, nor words that say who pays it."""
    for row in facts.table("activities"):
        if row["cost_role"] in _PAID_ELSEWHERE:
            continue
        has_vat_only = row.get("net_eur") is None and row.get("vat_eur") is not None
        if has_vat_only and activity_label(row) not in _unread(facts):
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"Activity {activity_label(row)} prints VAT {row['vat_eur']} but no"
                    " net cost."
                ),
                line=row.get("source_line"),
            )


def find_missing_vat(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows that print a net cost but no VAT; one finding where none prints it."""
    rows = facts.table("activities")
    unread = _unread(facts)
    missing = [
        row
        for row in rows
        if row.get("net_eur")
        and row.get("vat_eur") is None
        and activity_label(row) not in unread
    ]
    if missing and all(row.get("vat_eur") is None for row in rows):
        yield Finding(
            subject="activities",
            message="The document prints no VAT for any activity.",
            line=missing[0].get("source_line"),
        )
        return
    for row in missing:
        yield Finding(
            subject=activity_label(row),
            message=(
                f"Activity {activity_label(row)} prints a net cost of"
                f" {row['net_eur']} but no VAT."
            ),
            line=row.get("source_line"),
        )


def find_missing_costs(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows of the cost table that print no cost at all."""
    for row in () if is_table_unread(facts) else rows_of_their_own(facts):
        if row["cost_role"] == "none" and activity_label(row) not in _unread(facts):
            yield Finding(
                subject=activity_label(row),
                message=f"Activity {activity_label(row)} prints no cost.",
                line=row.get("source_line"),
            )


def find_costs_said_elsewhere(facts: PlanFacts) -> Iterator[Finding]:
    """Find costs that count though their cell says that another activity has them."""
    for row in facts.table("activities"):
        note = row.get("cost_note")
        if row["cost_role"] == "counted" and note and ELSEWHERE.search(note):
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"The cost of activity {activity_label(row)}, {row['net_eur']}, is"
                    f" printed with “{note}”: it counts here, and may count twice."
                ),
                found=note,
                line=row.get("source_line"),
            )


def find_lost_payers(facts: PlanFacts) -> Iterator[Finding]:
    """Find costs printed as paid elsewhere whose other activity does not exist."""
    numbers = {row["activity_number"] for row in facts.table("activities")}
    for row in facts.table("activities"):
        note = row.get("cost_note")
        if row["cost_role"] not in _PAID_ELSEWHERE or not note:
            continue
        named = [re.sub(r"\s", "", name) for name in _REFERENCE.findall(note)]
        if any(name in numbers for name in named):
            continue
        yield Finding(
            subject=activity_label(row),
            message=(
                f"The cost of activity {activity_label(row)} is printed as paid by"
                f" another one (“{note}”), which is not among the activities."
            ),
            found=note,
            line=row.get("source_line"),
        )


def find_missing_categories(facts: PlanFacts) -> Iterator[Finding]:
    """Find rows that count but have no cost category."""
    for row in facts.table("activities"):
        if row["cost_role"] == "counted" and row.get("cost_category") is None:
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"The document gives activity {activity_label(row)} no cost"
                    " category."
                ),
                line=row.get("source_line"),
            )


def _unread(facts: PlanFacts) -> frozenset[str]:
    """Return the activities whose cells print something that was not read."""
    found = facts.reported.get("amount_unreadable", ())
    return frozenset(finding.subject for finding in found)


def is_table_unread(facts: PlanFacts) -> bool:
    """Whether a table of section 6 was not read: what it prints is not known."""
    found = facts.reported.get("cost_table_unread", ())
    return any(finding.subject == COSTED for finding in found)


def _priced(facts: PlanFacts) -> Iterator[Row]:
    """Yield the rows whose VAT is one rate: a parent may mix those of its children."""
    for row in facts.table("activities"):
        if row["cost_role"] != "rolled_up":
            yield row


RULES: Final = (
    Rule("vat_unusual", "warning", find_unusual_vat),
    Rule("net_missing", "error", find_missing_net),
    Rule("vat_missing", "warning", find_missing_vat),
    Rule("cost_missing", "note", find_missing_costs),
    Rule("payer_missing", "warning", find_lost_payers),
    Rule("cost_said_elsewhere", "warning", find_costs_said_elsewhere),
    Rule("category_missing", "note", find_missing_categories),
)
