"""Indicators, narrowed by the filters of the targets page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import TargetFilter
    from warehouse.messages import Language

_SELECTED: Final = """
with selected as (
    -- What was decided later is in force; what is printed stays beside it.
    select
        * replace (
            target_in_force_value as target_value,
            target_in_force_value - baseline_value as change_value
        ),
        target_value as printed_target_value
    from reports.rpt_indicator
    where
        plan_code = $plan
        and (
            len($group::varchar[]) = 0
            or list_contains($group::varchar[], indicator_group)
        )
        and (
            len($direction::varchar[]) = 0
            or list_contains($direction::varchar[], direction)
        )
        and (
            len($status::varchar[]) = 0
            or list_contains($status::varchar[], status_code)
        )
        and (
            len($area::varchar[]) = 0
            or indicator_number in (
                select indicator_number from reports.rpt_indicator_policy_area
                where
                    plan_code = $plan
                    and list_contains($area::varchar[], policy_area_code)
            )
        )
        and len(list_filter(
            string_split(strip_accents(lower(trim($indicator_search))), ' '),
            lambda word: not contains(
                strip_accents(lower(concat(indicator_number, ' ', indicator_name))),
                word
            ))) = 0
)
"""

_INDICATORS: Final = """
select
    *,
    coalesce(unit_code, 'none') as unit_kind,
    first_baseline_value is not null as has_two_baselines
from selected
order by sort_order
"""

_TOTALS: Final = """
select
    count(*) as listed_count,
    count(*) filter (is_chosen) as chosen_count,
    count(*) filter (is_chosen and baseline_status = 'final') as baseline_count,
    count(*) filter (is_chosen and baseline_status <> 'final') as no_baseline_count,
    count(*) filter (baseline_status = 'not_measured') as baseline_unmeasured_count,
    count(*) filter (baseline_status = 'unclear') as baseline_unclear_count,
    count(*) filter (baseline_status = 'missing') as baseline_missing_count,
    count(actual_value) as measured_count,
    count(*) filter (status_code = 'reached') as reached_count,
    count(*) filter (status_code = 'on_course') as on_course_count,
    count(*) filter (status_code = 'at_risk') as at_risk_count,
    count(*) filter (status_code = 'off_course') as off_course_count,
    count(*) filter (status_code = 'pace_unknown') as pace_unknown_count,
    max(actual_date) as last_measured_date
from selected
"""

_CHOICES: Final = """
select 'group' as name, indicator_group as code, null as label, min(sort_order) as place
from reports.rpt_indicator
where plan_code = $plan
group by indicator_group
union all
select 'direction', direction, null, min(sort_order)
from reports.rpt_indicator
where plan_code = $plan and direction is not null
group by direction
union all
select 'status', status_code, null, min(sort_order)
from reports.rpt_indicator
where plan_code = $plan
group by status_code
union all
select
    'area',
    policy_area_code,
    any_value(if($language = 'en', policy_area_name_en, policy_area_name_lt)),
    min(sort_order)
from reports.rpt_indicator_policy_area
where plan_code = $plan
group by policy_area_code
order by name, place, code
"""

_OVERLAP: Final = """
select
    round(count(*) / nullif(count(distinct activity_key), 0), 1)
        as indicators_per_activity
from reports.rpt_indicator_cost
where plan_code = $plan and is_counted
"""


def fetch_indicators(snapshot: str, chosen: TargetFilter) -> pl.DataFrame:
    """List the selected indicators in order of print, see `reports.rpt_indicator`."""
    return select(snapshot, _SELECTED + _INDICATORS, chosen.to_parameters())


def fetch_totals(snapshot: str, chosen: TargetFilter) -> dict[str, Any]:
    """Count the selected indicators by what is known of them."""
    frame = select(snapshot, _SELECTED + _TOTALS, chosen.to_parameters())
    return frame.row(0, named=True)


def fetch_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters: name, code; label only for areas."""
    return select(snapshot, _CHOICES, {"plan": plan, "language": language})


def fetch_overlap(snapshot: str, plan: str) -> float | None:
    """Say how many indicators a counted activity names on average; None for none."""
    frame = select(snapshot, _OVERLAP, {"plan": plan})
    overlap: float | None = frame.item()
    return overlap


def count_without(snapshot: str, chosen: TargetFilter) -> dict[str, int]:
    """Count the indicators there would be without each of the active filters."""
    return {
        name: fetch_totals(snapshot, chosen.drop(name))["listed_count"]
        for name in chosen.list_active()
    }
