"""One indicator of a plan with everything that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from warehouse.messages import Language

_INDICATOR: Final = """
select
    * replace (
        target_in_force_value as target_value,
        target_in_force_value - baseline_value as change_value
    ),
    target_value as printed_target_value,
    coalesce(unit_code, 'none') as unit_kind
from reports.rpt_indicator
where plan_code = $plan and indicator_number = $indicator
"""

_VALUES: Final = """
select
    *,
    value_kind = 'measurement' and school_code is not null as is_of_school
from reports.rpt_indicator_value
where plan_code = $plan and indicator_number = $indicator
order by value_kind, period_end_date nulls first, period, school_code nulls first
"""

_ACTIVITIES: Final = """
select
    *,
    sum(net_eur) over () as all_net_eur,
    count(*) filter (is_counted) over () as counted_count
from reports.rpt_indicator_cost
where plan_code = $plan and indicator_number = $indicator
order by net_eur desc nulls last, sort_order
"""

_AREAS: Final = """
select
    policy_area_code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
    net_eur,
    cast(net_eur / sum(net_eur) over () as double) as share
from reports.rpt_indicator_policy_area
where plan_code = $plan and indicator_number = $indicator and net_eur > 0
order by net_eur desc, sort_order
"""

_FINDINGS: Final = """
select
    severity,
    if($language = 'en', rule_title_en, rule_title_lt) as rule_title,
    if($language = 'en', rule_explanation_en, rule_explanation_lt) as explanation,
    rule_code,
    subject_kind,
    subject,
    expected_text,
    found_text,
    difference,
    source_line
from reports.rpt_finding
where plan_code = $plan and subject_kind = 'indicator' and subject = $indicator
order by severity_order, finding_number
"""


@dataclass(frozen=True)
class Indicator:
    """An indicator and what is known of it.

    Attributes:
        row: The indicator, see `reports.rpt_indicator`.
        values: Its values in time, see `reports.rpt_indicator_value`.
        activities: Activities that name it, the dearest first.
        areas: Planned money of those activities by policy area.
        findings: What a reader should know before trusting its figures.
    """

    row: dict[str, Any]
    values: pl.DataFrame
    activities: pl.DataFrame
    areas: pl.DataFrame
    findings: pl.DataFrame


def fetch_indicator(
    snapshot: str, plan: str, number: str, language: Language
) -> Indicator:
    """Read one indicator of a plan by its number."""
    bound: dict[str, Any] = {"plan": plan, "indicator": number}
    spoken = {**bound, "language": language}
    return Indicator(
        row=select(snapshot, _INDICATOR, bound).row(0, named=True),
        values=select(snapshot, _VALUES, bound),
        activities=select(snapshot, _ACTIVITIES, bound),
        areas=select(snapshot, _AREAS, spoken),
        findings=select(snapshot, _FINDINGS, spoken),
    )
