"""Rules on single indicators: targets, baselines and what the name promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.findings.indicator_rows import chosen, latest_baselines
from etl.findings.model import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.findings.model import PlanFacts

_WHOLE: Final = 100
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


def find_missing_targets(facts: PlanFacts) -> Iterator[Finding]:
    """Find chosen indicators whose target is not a number."""
    for row in chosen(facts):
        if row["target_value"] is None:
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The target of indicator {row['indicator_number']} is printed as"
                    f" “{row['target_text'] or ''}”, which is no number."
                ),
                found=row["target_text"],
                line=row["source_line"],
            )


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
    for row in facts.table("indicator_values"):
        if row["value_status"] == "unclear":
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The baseline of indicator {row['indicator_number']} is printed as"
                    f" “{row['printed']}”: it may mean that it was not measured."
                ),
                found=row["printed"],
                line=row["source_line"],
            )


def find_unmeasured_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines that are printed as not measured."""
    for row in facts.table("indicator_values"):
        if row["value_status"] == "not_measured":
            yield Finding(
                subject=row["indicator_number"],
                message=(
                    f"The baseline of indicator {row['indicator_number']} was not"
                    " measured; progress can be told after the first measurement."
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


def _named_direction(name: str) -> str | None:
    if _FALLS.search(name):
        return "decrease"
    return "increase" if _RISES.search(name) else None


RULES: Final = (
    Rule("target_over_100", "error", find_targets_over_whole),
    Rule("target_missing", "warning", find_missing_targets),
    Rule("target_equals_baseline", "note", find_targets_at_baseline),
    Rule("direction_against_name", "warning", find_directions_against_name),
    Rule("change_is_level", "note", find_changes_that_are_levels),
    Rule("baseline_zero_unclear", "warning", find_unclear_zero_baselines),
    Rule("baseline_not_measured", "note", find_unmeasured_baselines),
    Rule("baseline_missing", "warning", find_missing_baselines),
)
