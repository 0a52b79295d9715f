"""All rules in one place: pages and reports rely on their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.plans.findings import (
    contradictions,
    costs,
    document,
    indicators,
    numbering,
    periods,
    planned,
    readings,
    references,
    totals,
)

if TYPE_CHECKING:
    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import Finding, PlanFacts, Rule

RULES: Final[tuple[Rule, ...]] = (
    *document.RULES,
    *totals.RULES,
    *costs.RULES,
    *numbering.RULES,
    *planned.RULES,
    *references.RULES,
    *periods.RULES,
    *indicators.RULES,
    *contradictions.RULES,
    *readings.RULES,
)


def find_all(facts: PlanFacts) -> list[Row]:
    """Apply every rule: one row of the table `findings` per finding."""
    known = {rule.code for rule in RULES}
    if unknown := set(facts.reported) - known:
        raise ValueError(f"findings without a rule: {sorted(unknown)}")
    return [
        _row(rule, finding)
        for rule in RULES
        for finding in (
            *(rule.find(facts) if rule.find else ()),
            *facts.reported.get(rule.code, ()),
        )
    ]


def _row(rule: Rule, finding: Finding) -> Row:
    return {
        "rule": rule.code,
        "severity": rule.severity,
        "subject": finding.subject,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "source_line": finding.line,
        "message": finding.message,
    }
