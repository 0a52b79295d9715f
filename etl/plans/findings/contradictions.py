"""Rules on indicators against each other and against other printed figures."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.plans.findings.indicator_rows import chosen, latest_baselines
from etl.plans.findings.model import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts

_PUPP: Final = re.compile(
    r"PUPP|pagrindinio ugdymo pasiekimų patikrinim", re.IGNORECASE
)
_LEVEL: Final = re.compile(r"bent pagrindin", re.IGNORECASE)
_GAP: Final = re.compile(r"atotrūk", re.IGNORECASE)
_SUBJECTS: Final = re.compile(r"tarp (?:\w+ )*dalykų", re.IGNORECASE)
_LITHUANIAN: Final = re.compile(r"lietuvių", re.IGNORECASE)
_MATHEMATICS: Final = re.compile(r"matematik", re.IGNORECASE)


def find_gap_targets_unlike_levels(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the target of a gap between two subjects with the targets of the two.

    The form has an indicator of the level in Lithuanian and one in mathematics; their
    difference is the gap, so that a third indicator of the gap has to agree.
    """
    targets = {row["indicator_number"]: row["target_value"] for row in chosen(facts)}
    return _compare_gaps(facts, "target", targets)


def find_gap_baselines_unlike_levels(facts: PlanFacts) -> Iterator[Finding]:
    """Compare the baseline of a gap with the latest baselines of the two levels."""
    baselines = latest_baselines(facts)
    values = {number: row["value"] for number, row in baselines.items()}
    return _compare_gaps(facts, "baseline", values)


def find_outdated_baselines(facts: PlanFacts) -> Iterator[Finding]:
    """Find baselines that repeat an older printed figure although a newer is printed.

    A baseline without a period is recognised among the printed facts by its value.
    """
    for indicator, baseline, newest in _newer_facts(facts):
        yield Finding(
            subject=indicator["indicator_number"],
            message=(
                f"The baseline of indicator {indicator['indicator_number']},"
                f" {baseline}, is the figure of an earlier year; for"
                f" {newest['period']} the document prints {newest['value']}."
            ),
            expected=str(newest["value"]),
            found=str(baseline),
            difference=baseline - newest["value"],
            line=indicator["source_line"],
        )


def find_targets_already_met(facts: PlanFacts) -> Iterator[Finding]:
    """Find targets that the newest printed figure has already reached or passed."""
    for indicator, _, newest in _newer_facts(facts):
        target, direction = indicator["target_value"], indicator["direction"]
        if target is None:
            continue
        ahead = newest["value"] - target
        if (direction == "increase" and ahead >= 0) or (
            direction == "decrease" and ahead <= 0
        ):
            yield Finding(
                subject=indicator["indicator_number"],
                message=(
                    f"The target of indicator {indicator['indicator_number']} is"
                    f" {target}; for {newest['period']} the document already prints"
                    f" {newest['value']}."
                ),
                expected=str(newest["value"]),
                found=str(target),
                difference=-ahead,
                line=indicator["source_line"],
            )


def _find_level(rows: list[Row], subject: re.Pattern[str]) -> Row | None:
    matching = (
        row
        for row in rows
        if _PUPP.search(row["name"])
        and _LEVEL.search(row["name"])
        and subject.search(row["name"])
    )
    return next(matching, None)


def _is_subject_gap(indicator: Row) -> bool:
    name = indicator["name"]
    if not (_PUPP.search(name) and _GAP.search(name)):
        return False
    names_both = _LITHUANIAN.search(name) and _MATHEMATICS.search(name)
    return bool(_SUBJECTS.search(name) or names_both)


def _compare_gaps(
    facts: PlanFacts, what: str, values: dict[str, Decimal]
) -> Iterator[Finding]:
    rows = chosen(facts)
    levels = (_find_level(rows, _LITHUANIAN), _find_level(rows, _MATHEMATICS))
    for gap in filter(_is_subject_gap, rows):
        numbers = [row["indicator_number"] for row in (gap, *levels) if row]
        given = [values[number] for number in numbers if values.get(number) is not None]
        if len(given) != len(levels) + 1:
            continue
        found, expected = given[0], abs(given[1] - given[2])
        if found != expected:
            yield Finding(
                subject=numbers[0],
                message=(
                    f"The {what} of indicator {numbers[0]} is a gap of {found};"
                    f" indicators {numbers[1]} and {numbers[2]} make it {expected}."
                ),
                expected=str(expected),
                found=str(found),
                difference=found - expected,
                line=gap["source_line"],
            )


def _newer_facts(facts: PlanFacts) -> Iterator[tuple[Row, Decimal, Row]]:
    """Yield indicators with the newest fact of a series that holds their baseline."""
    series: dict[str, list[Row]] = defaultdict(list)
    for fact in facts.table("municipal_facts"):
        if fact["value"] is not None:
            series[fact["fact"]].append(fact)
    baselines = latest_baselines(facts)
    for indicator in chosen(facts):
        baseline = baselines.get(indicator["indicator_number"])
        if baseline is None or baseline["period"]:
            continue
        for printed in series.values():
            same = [fact for fact in printed if fact["value"] == baseline["value"]]
            newest = max(printed, key=lambda fact: str(fact["period"]))
            if same and newest["period"] > same[-1]["period"]:
                yield indicator, baseline["value"], newest


RULES: Final = (
    Rule("gap_target_differs", "warning", find_gap_targets_unlike_levels),
    Rule("gap_baseline_differs", "warning", find_gap_baselines_unlike_levels),
    Rule("baseline_outdated", "warning", find_outdated_baselines),
    Rule("target_already_met", "warning", find_targets_already_met),
)
