from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.plans.contract.cells import Value
from etl.plans.findings.model import Finding, PlanFacts
from etl.plans.findings.registry import RULES, find_all

Damage = Callable[[PlanFacts], PlanFacts]


def change(table: str, row: int, **fields: Value) -> Damage:
    """Change cells of one row."""

    def damage(facts: PlanFacts) -> PlanFacts:
        facts.rows[table][row].update(fields)
        return facts

    return damage


def add(table: str, like: int, **fields: Value) -> Damage:
    """Add a row like another one."""

    def damage(facts: PlanFacts) -> PlanFacts:
        facts.rows[table].append({**facts.rows[table][like], **fields})
        return facts

    return damage


def drop(table: str, row: int) -> Damage:
    """Take a row away."""

    def damage(facts: PlanFacts) -> PlanFacts:
        del facts.rows[table][row]
        return facts

    return damage


def plan(*numbers: str) -> Damage:
    """Say which activities section 5 describes."""

    def damage(facts: PlanFacts) -> PlanFacts:
        described = facts.planned[0]
        planned = tuple(replace(described, number=number) for number in numbers)
        return replace(facts, planned=planned)

    return damage


def describe(**fields: Value | tuple[str, ...]) -> Damage:
    """Change what section 5 says of its first activity."""

    def damage(facts: PlanFacts) -> PlanFacts:
        first, *others = facts.planned
        return replace(facts, planned=(replace(first, **fields), *others))

    return damage


CASES = {
    "document_cut": lambda facts: replace(facts, missing_parts=("section 9",)),
    "total_not_reproduced": change("activities", 3, net_eur=Decimal("50.01")),
    "totals_disagree": change("plan_totals", 3, vat_eur=Decimal(65)),
    "total_missing": change("plan_totals", 1, vat_eur=None),
    "parent_net_differs": change("activities", 0, net_eur=Decimal("300.01")),
    "parent_vat_differs": change("activities", 0, vat_eur=Decimal(62)),
    "vat_unusual": change("activities", 3, vat_eur=Decimal("10.53")),
    "net_missing": change("activities", 3, net_eur=None),
    "vat_missing": change("activities", 3, vat_eur=None),
    "cost_missing": change("activities", 4, cost_role="none", cost_note=None),
    "payer_missing": change("activities", 4, cost_note="įtraukta prie 9.9."),
    "cost_said_elsewhere": change("activities", 3, cost_note="įtraukta prie 1."),
    "category_missing": change("activities", 3, cost_category=None),
    "number_missing": drop("activities", 1),
    "number_repeated": add("activities", 4, occurrence=2),
    "number_out_of_order": change("activities", 4, source_line=1),
    "planned_without_cost_row": plan("1", "2", "3", "7"),
    "cost_row_without_plan": plan("1", "2"),
    "planned_area_differs": change("activity_policy_areas", 3, policy_area="culture"),
    "planned_schools_differ": describe(implementing=("G1", "G3")),
    "school_unknown": drop("schools", 1),
    "indicator_unknown": add("activity_indicators", 0, indicator_number="77"),
    "task_unknown": drop("tasks", 0),
    "link_target_missing": change("activity_links", 0, related_number="46.5"),
    "policy_area_missing": drop("activity_policy_areas", 2),
    "indicator_idle": drop("activity_indicators", 3),
    "schools_differ_from_children": drop("activity_schools", 3),
    "period_reversed": change("activities", 3, period_end=date(2023, 12, 31)),
    "period_outside_programme": change("activities", 3, period_end=date(2027, 1, 1)),
    "period_without_dates": change(
        "activities", 3, period_text="nuolat", period_start=None, period_end=None
    ),
    "period_parted": change("activities", 3, period_text="2024, 2026 m."),
    "period_missing": change("activities", 3, period_text=None),
    "target_over_100": change("indicators", 3, target_value=Decimal(110)),
    "baseline_over_100": change("indicator_values", 3, value=Decimal("790.3")),
    "fraction_among_percents": change("indicators", 3, target_value=Decimal("0.2")),
    "target_missing": change("indicators", 3, target_value=None),
    "target_equals_baseline": change("indicators", 3, target_value=Decimal(10)),
    "direction_against_name": change("indicators", 3, name="Atotrūkio mažėjimas"),
    "change_is_level": change("indicators", 3, name="Dalyvių dalies didėjimas"),
    "baseline_zero_unclear": change(
        "indicator_values", 3, value=Decimal(0), value_status="unclear"
    ),
    "baseline_not_measured": change(
        "indicator_values", 3, value=None, value_status="not_measured"
    ),
    "baseline_missing": drop("indicator_values", 3),
    "baseline_unreadable": change(
        "indicator_values", 3, value=None, value_status="unclear", printed="80–85"
    ),
    "baseline_period_unread": change(
        "indicator_values", 3, period="", printed="80 (21-22)"
    ),
    "gap_target_differs": change("indicators", 2, target_value=Decimal(19)),
    "gap_baseline_differs": change("indicator_values", 2, value=Decimal(31)),
    "baseline_outdated": change("municipal_facts", 1, period="2020"),
    "target_already_met": change("municipal_facts", 1, period="2020"),
    "reading_ambiguous": change("exam_results", 0, reading="ambiguous"),
    "share_out_of_range": change("exam_results", 0, value=Decimal(101)),
}


def found_rules(facts: PlanFacts) -> set[str]:
    return {row["rule"] for row in find_all(facts)}


def test_clean_plan_has_no_findings(facts: PlanFacts) -> None:
    assert find_all(facts) == []


@pytest.mark.parametrize("rule", CASES)
def test_rule_finds_what_it_is_for(rule: str, facts: PlanFacts) -> None:
    assert rule in found_rules(CASES[rule](facts))


@pytest.mark.parametrize(
    "harmless",
    [
        pytest.param(change("activities", 3, vat_eur=Decimal("10.52")), id="two_cents"),
        pytest.param(change("activities", 4, cost_note="žr. 1. 2. veiklą"), id="space"),
        pytest.param(
            change("activities", 0, net_eur=Decimal(400), cost_note="įskaičiuota 1.1."),
            id="included",
        ),
        pytest.param(change("indicators", 3, is_chosen=False), id="not_chosen"),
        pytest.param(change("municipal_facts", 0, value=None), id="fact_without_value"),
    ],
)
def test_rules_keep_silent_about_what_is_usual(
    harmless: Damage, facts: PlanFacts
) -> None:
    ours = {
        "vat_unusual",
        "payer_missing",
        "parent_net_differs",
        "target_over_100",
        "baseline_over_100",
        "fraction_among_percents",
        "baseline_outdated",
    }
    assert not found_rules(harmless(facts)) & ours


def test_every_rule_is_tested_both_ways() -> None:
    assert set(CASES) == {rule.code for rule in RULES if rule.find}


def test_reported_findings_get_their_severity(facts: PlanFacts) -> None:
    stale = Finding(subject="plan kaunas title", message="It was not applied.", line=3)
    rows = find_all(replace(facts, reported={"correction_stale": [stale]}))
    assert [(row["rule"], row["severity"]) for row in rows] == [
        ("correction_stale", "error")
    ]


def test_reported_findings_need_a_rule(facts: PlanFacts) -> None:
    with pytest.raises(ValueError, match="no_such_rule"):
        find_all(replace(facts, reported={"no_such_rule": []}))
