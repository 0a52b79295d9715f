"""Rules on the periods of activities."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule
from etl.plans.findings.rows import activity_label, rows_of_their_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import PlanFacts

_QUARTERS: Final = ("I", "II", "III", "IV")
_QUARTER: Final = re.compile(r"(20\d\d)\s*m\.?\s*(I{1,3}|IV)\s*ketv")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_LISTED: Final = re.compile(r"[,;]|\bir\b")
_STRETCH: Final = re.compile(r"20\d\d[^,;]*[-–—]\s*20\d\d")


def find_reversed_periods(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities that end before they start."""
    for row in facts.table("activities"):
        start, end = row.get("period_start"), row.get("period_end")
        if start and end and end < start:
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"Activity {activity_label(row)} ends on {end}, before it starts on"
                    f" {start} (“{row['period_text']}”)."
                ),
                expected=f"≥ {start}",
                found=str(end),
                line=row.get("source_line"),
            )


def find_periods_outside_programme(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities that start before or end after every project of the programme.

    A period of a whole year may reach over the programme's first or last day.
    """
    if facts.programme_period is None:
        return
    first, last = facts.programme_period
    earliest, latest = date(first.year, 1, 1), date(last.year, 12, 31)
    for row in facts.table("activities"):
        start, end = row.get("period_start"), row.get("period_end")
        for what, day, is_outside in (
            ("starts", start, start and start < first and start != earliest),
            ("ends", end, end and end > last and end != latest),
        ):
            if is_outside:
                yield Finding(
                    subject=activity_label(row),
                    message=(
                        f"Activity {activity_label(row)} {what} on {day}, outside the"
                        f" projects of the programme ({first} to {last})."
                    ),
                    expected=f"{first}/{last}",
                    found=str(day),
                    line=row.get("source_line"),
                )


def find_unread_periods(facts: PlanFacts) -> Iterator[Finding]:
    """Find printed periods that give no dates."""
    for row in facts.table("activities"):
        text = row.get("period_text")
        if text and row.get("period_start") is None and row.get("period_end") is None:
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"The period of activity {activity_label(row)}, “{text}”, cannot be"
                    " read whole, so it has no dates."
                ),
                found=text,
                line=row.get("source_line"),
            )


def find_parted_periods(facts: PlanFacts) -> Iterator[Finding]:
    """Find periods of several parts with time between them, read as one stretch."""
    for row in facts.table("activities"):
        text = row.get("period_text") or ""
        if row.get("period_start") and is_parted(text):
            yield Finding(
                subject=activity_label(row),
                message=(
                    f"The period of activity {activity_label(row)}, “{text}”, has"
                    f" parts; it is read as {row['period_start']} to"
                    f" {row['period_end']}."
                ),
                found=text,
                line=row.get("source_line"),
            )


def is_parted(text: str) -> bool:
    """Whether a text lists years or quarters that do not follow each other."""
    quarters = [
        4 * int(year) + _QUARTERS.index(quarter)
        for year, quarter in _QUARTER.findall(text)
    ]
    years = [int(year) for year in _YEAR.findall(text)]
    times = quarters if len(quarters) > 1 else years
    is_listed = _LISTED.search(text) is not None and _STRETCH.search(text) is None
    return is_listed and any(later - time > 1 for time, later in pairwise(times))


def find_missing_periods(facts: PlanFacts) -> Iterator[Finding]:
    """Find activities without a period, where the document prints periods at all."""
    rows = rows_of_their_own(facts)
    if not any(row.get("period_text") for row in rows):
        return
    for row in rows:
        if not row.get("period_text"):
            yield Finding(
                subject=activity_label(row),
                message=f"Activity {activity_label(row)} prints no period.",
                line=row.get("source_line"),
            )


RULES: Final = (
    Rule("period_reversed", "error", find_reversed_periods),
    Rule("period_outside_programme", "note", find_periods_outside_programme),
    Rule("period_without_dates", "note", find_unread_periods),
    Rule("period_parted", "warning", find_parted_periods),
    Rule("period_missing", "note", find_missing_periods),
)
