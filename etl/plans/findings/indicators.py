"""Rules on single indicators: targets, baselines and what the name promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.findings.indicator_rows import chosen, latest_baselines
from etl.plans.findings.model import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts

_WHOLE: Final = 100
_LEAP: Final = 20
"""No target of the bundled plans is twice its baseline; a fraction is a hundredth."""

_FIGURES_IN_BRACKETS: Final = re.compile(r"\([^()\d]*\d[^()]*\)")
_FALLS: Final = re.compile(r"mažėj|mažin|sumaž", re.IGNORECASE)
_RISES: Final = re.compile(r"didėj|didin|padid|augim", re.IGNORECASE)


def find_targets_over_whole(facts: PlanFacts) -> Iterator[Finding]:
    """Find targets of shares that are more than 100 percent."""
    for row in chosen(facts):
        target = row["target_value"]
        if row["unit"] == "percent" and target is not None and target > _WHOLE:
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The target of indicator {row['indicator_number']} is {target} %,"
                    " more than a share can be."
                ),
                expected="≤ 100",
                found=str(target),
                difference=target - _WHOLE,
                line=row["source_line"],
            )


def find_baselines_over_whole(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines of shares that are more than 100 percent."""
    shares = {r["indicator_number"] for r in chosen(facts) if r["unit"] == "percent"}
    for row in facts.table("indicator_values"):
        value, number = row["value"], row["indicator_number"]
        if number in shares and value is not None and value > _WHOLE:
            yield Finding(
                subject=number,
                message=(
                    f"A baseline of indicator {number} is {value} %, more than a share"
                    " can be."
                ),
                expected="≤ 100",
                found=str(value),
                difference=value - _WHOLE,
                line=row["source_line"],
            )


def find_fractions_among_percents(facts: PlanFacts) -> Iterator[Finding]:
    """Find shares whose target and baseline cannot both be percents.

    One lies between 0 and 1, the other is at least `_LEAP` times as large.
    """
    baselines = latest_baselines(facts)
    for row in chosen(facts):
        number, target = row["indicator_number"], row["target_value"]
        measured = baselines.get(number)
        if row["unit"] != "percent" or target is None or measured is None:
            continue
        small, large = sorted((target, measured["value"]))
        if 0 < small < 1 and large >= small * _LEAP:
            yield Finding(
                subject=number,
                message=(
                    f"Indicator {number} has the values {measured['value']} and"
                    f" {target}: one of them may be a fraction, the other a percent."
                ),
                expected=str(large),
                found=str(small),
                line=row["source_line"],
            )


def find_missing_targets(facts: PlanFacts) -> Iterator[Finding]:
    """Find chosen indicators whose target is not a number."""
    for row in chosen(facts):
        if row["target_value"] is None:
            yield _printed(
                row, "The target", row["target_text"], ", which is no number"
            )


def find_unread_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines that print something which is no value read whole."""
    for row in _baselines(facts, "unclear"):
        if row["value"] is None:
            why = ", which is no value that can be read whole"
            yield _printed(row, "A baseline", row["printed"], why)


def find_unread_periods(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines whose brackets print figures that name no year."""
    for row in _baselines(facts, "final"):
        if not row["period"] and _FIGURES_IN_BRACKETS.search(row["printed"]):
            why = ", whose brackets name no year that can be read"
            yield _printed(row, "A baseline", row["printed"], why)


def find_targets_at_baseline(facts: PlanFacts) -> Iterator[Finding]:
    """Find targets that equal the latest baseline: nothing would change."""
    baselines = latest_baselines(facts)
    for row in chosen(facts):
        baseline = baselines.get(row["indicator_number"])
        if baseline and baseline["value"] == row["target_value"]:
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The target of indicator {row['indicator_number']} equals its"
                    f" baseline, {row['target_value']}."
                ),
                found=str(row["target_value"]),
                line=row["source_line"],
            )


def find_directions_against_name(facts: PlanFacts) -> Iterator[Finding]:
    """Find indicators whose name says growth and whose target falls, or the reverse."""
    for row in chosen(facts):
        expected = _named_direction(row["name"])
        found = row["direction"]
        if expected and found and found != expected:
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The name of indicator {row['indicator_number']} promises"
                    f" {expected}; from baseline to target it is {found}."
                ),
                expected=expected,
                found=found,
                line=row["source_line"],
            )


def find_changes_that_are_levels(facts: PlanFacts) -> Iterator[Finding]:
    """Find indicators that are called a change but hold a level.

    A change starts from nothing: a baseline other than zero shows that the figure is
    the size of a thing, not how much it changes.
    """
    baselines = latest_baselines(facts)
    for row in chosen(facts):
        baseline = baselines.get(row["indicator_number"])
        if baseline and baseline["value"] and _named_direction(row["name"]):
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"Indicator {row['indicator_number']} is called a change, but its"
                    f" figures ({baseline['value']} to {row['target_value']}) are"
                    " levels."
                ),
                found=str(baseline["value"]),
                line=row["source_line"],
            )


def find_unclear_zero_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines of zero that may mean that nothing was measured."""
    for row in _baselines(facts, "unclear"):
        if row["value"] is not None:
            why = ": it may mean that it was not measured"
            yield _printed(row, "The baseline", row["printed"], why)


def find_unmeasured_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines that are printed as not measured."""
    for row in _baselines(facts, "not_measured"):
        number = row["indicator_number"]
        yield Finding(
            subject=number,
            message=(
                f"The baseline of indicator {number} was not measured; progress can be"
                " told after the first measurement."
            ),
            found=row["printed"],
            line=row["source_line"],
        )


def find_missing_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find chosen indicators that print no baseline at all."""
    known = {row["indicator_number"] for row in facts.table("indicator_values")}
    for row in chosen(facts):
        if row["indicator_number"] not in known:
            yield Finding(
                subject=row["indicator_number"],
                message=f"Indicator {row['indicator_number']} prints no baseline.",
                line=row["source_line"],
            )


def _baselines(facts: PlanFacts, status: str) -> Iterator[Row]:
    """Yield the baselines of a status."""
    for row in facts.table("indicator_values"):
        if row["value_status"] == status:
            yield row


def _printed(row: Row, what: str, printed: str | None, why: str) -> Finding:
    """Return the finding about a value that is printed and is no plain number."""
    number = row["indicator_number"]
    return Finding(
        subject=number,
        message=f"{what} of indicator {number} is printed as “{printed or ''}”{why}.",
        found=printed,
        line=row["source_line"],
    )


def _named_direction(name: str) -> str | None:
    if _FALLS.search(name):
        return "decrease"
    return "increase" if _RISES.search(name) else None


RULES: Final = (
    Rule("target_over_100", "error", find_targets_over_whole),
    Rule("baseline_over_100", "error", find_baselines_over_whole),
    Rule("fraction_among_percents", "warning", find_fractions_among_percents),
    Rule("target_missing", "warning", find_missing_targets),
    Rule("target_equals_baseline", "note", find_targets_at_baseline),
    Rule("direction_against_name", "warning", find_directions_against_name),
    Rule("change_is_level", "note", find_changes_that_are_levels),
    Rule("baseline_unreadable", "warning", find_unread_baselines),
    Rule("baseline_period_unread", "warning", find_unread_periods),
    Rule("baseline_zero_unclear", "warning", find_unclear_zero_baselines),
    Rule("baseline_not_measured", "note", find_unmeasured_baselines),
    Rule("baseline_missing", "warning", find_missing_baselines),
)
