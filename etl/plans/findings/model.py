"""What rules look at and what they give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from decimal import Decimal

    from etl.plans.contract.plan_package import Row, Rows
    from etl.plans.form.activities.planned import PlannedActivity

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a rule found.

    Attributes:
        subject: What it is about, e.g. an activity number.
        message: The finding in one plain English sentence.
        expected: What the rule expects.
        found: What is printed.
        difference: found − expected, where both are numbers.
        line: Line of the document.
    """

    subject: str
    message: str
    expected: str | None = None
    found: str | None = None
    difference: Decimal | None = None
    line: int | None = None


Reported = dict[str, list[Finding]]
"""Findings that others than rules make, by code of their rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code, which is a contract, and how much it matters.

    Attributes:
        code: Code in the table `findings` and in `finding_rules.csv`.
        severity: error: a number cannot be trusted; warning: look before using it;
            note: good to know.
        find: Looks at the facts; none where readers report the finding themselves.
    """

    code: str
    severity: Severity
    find: Callable[[PlanFacts], Iterable[Finding]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Everything read from one document, before findings.

    Attributes:
        rows: Rows of every table of the package except `findings`.
        title: Title as printed; empty where there is none.
        municipality_printed: Words that name the municipality, as printed.
        planned: Activities of section 5, in order of print.
        missing_parts: Parts of the document that were looked for and are not there.
        reported: Findings that readers made themselves, by code of their rule.
        is_form: Whether it is the official form, whose parts can be missing.
        line_count: Number of lines of the document.
        programme_period: First and last day of the programme's projects, if known.
    """

    rows: Rows
    title: str = ""
    municipality_printed: str = ""
    planned: tuple[PlannedActivity, ...] = ()
    missing_parts: tuple[str, ...] = ()
    reported: Reported = field(default_factory=dict)
    is_form: bool = False
    line_count: int = 1
    programme_period: tuple[date, date] | None = None

    def table(self, name: str) -> list[Row]:
        """Return the rows of a table; none where the document has no such table."""
        return self.rows.get(name, [])
