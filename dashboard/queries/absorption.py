"""Spent money beside the plan in force, narrowed by the spending page's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.published import select
from dashboard.queries.spending import CONDITIONS

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import SpendingFilter
    from warehouse.messages import Language

Split = Literal["area", "category", "activity", "school", "month"]

_SELECTED: Final = (
    """
with selected as (
    select
        *,
        if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
        if($language = 'en', cost_category_short_name_en, cost_category_short_name_lt)
            as category_name
    from reports.rpt_absorption
"""
    + CONDITIONS
    + "\n)\n"
)

_TOTALS: Final = """
select
    sum(printed_net_eur) as printed_net_eur,
    sum(in_force_net_eur) as in_force_net_eur,
    sum(approved_net_eur) as approved_net_eur,
    sum(revised_net_eur) as revised_net_eur,
    sum(executed_net_eur) as executed_net_eur,
    sum(executed_net_eur) / nullif(sum(in_force_net_eur), 0) as executed_ratio,
    sum(in_force_net_eur) - coalesce(sum(executed_net_eur), 0) as left_net_eur,
    count(distinct activity_key) as activity_count,
    count(distinct activity_key) filter (executed_net_eur is not null)
        as executed_count,
    (select reported_until_date from reports.rpt_plan where plan_code = $plan)
        as reported_until_date
from selected
"""

_GROUPS: Final[dict[Split, tuple[str, str, str]]] = {
    "area": ("policy_area_code", "area_name", "policy_area_order"),
    "category": ("cost_category_code", "category_name", "cost_category_order"),
    "activity": (
        "activity_key",
        "concat(activity_number, ' ', activity_title)",
        "activity_order",
    ),
}

_PLANNED: Final = """
, grouped as (
    select
        {key} as group_key,
        any_value({label}) as group_label,
        any_value({place}) as place,
        policy_area_code,
        any_value(area_name) as area_name,
        any_value(policy_area_order) as policy_area_order,
        sum(in_force_net_eur) as planned_net_eur,
        sum(approved_net_eur) as approved_net_eur,
        sum(revised_net_eur) as revised_net_eur,
        sum(executed_net_eur) as executed_net_eur
    from selected
    group by {key}, policy_area_code
),

summed as (
    select
        *,
        sum(planned_net_eur) over (partition by group_key) as all_planned_net_eur,
        sum(approved_net_eur) over (partition by group_key) as all_approved_net_eur,
        sum(revised_net_eur) over (partition by group_key) as all_revised_net_eur,
        sum(executed_net_eur) over (partition by group_key) as all_executed_net_eur
    from grouped
)

select
    *,
    all_executed_net_eur / nullif(all_planned_net_eur, 0) as executed_ratio
from summed
qualify
    dense_rank() over (
        order by all_planned_net_eur desc nulls last, place, group_key
    ) <= $largest
order by all_planned_net_eur desc nulls last, place, group_key, policy_area_order
"""

_PAID: Final = """
, payments as (
    select
        *,
        if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name
    from reports.rpt_monthly_spending
    where
        phase = 'executed'
        and (activity_key, policy_area_code) in (
            select (activity_key, policy_area_code) from selected
        )
)
"""

_SCHOOLS: Final = """
, by_school as (
    select
        coalesce(school_code, '') as group_key,
        any_value(concat_ws(' ', school_code, school_name)) as group_label,
        policy_area_code,
        any_value(area_name) as area_name,
        any_value(policy_area_order) as policy_area_order,
        sum(net_eur) as executed_net_eur,
        sum(sum(net_eur)) over (partition by coalesce(school_code, ''))
            as all_executed_net_eur
    from payments
    where
        len($school::varchar[]) = 0
        or list_contains($school::varchar[], school_code)
    group by coalesce(school_code, ''), policy_area_code
)

select *
from by_school
qualify
    dense_rank() over (
        order by group_key <> '', all_executed_net_eur desc, group_key
    ) <= $largest
order by group_key = '', all_executed_net_eur desc, group_key, policy_area_order
"""

_MONTHS: Final = """
, months as (
    select
        unnest(generate_series(
            min(month_date), max(month_date), interval 1 month))::date as month_date
    from payments
),

monthly as (
    select
        months.month_date,
        coalesce(sum(payments.net_eur), 0) as executed_net_eur
    from months
    left join payments using (month_date)
    group by months.month_date
)

select
    month_date,
    executed_net_eur,
    sum(executed_net_eur) over by_time as so_far_net_eur,
    so_far_net_eur / (select nullif(sum(in_force_net_eur), 0) from selected)
        as executed_ratio
from monthly
window by_time as (order by month_date)
order by month_date
"""

_ATTENTION: Final = """
select *
from reports.rpt_activity_absorption
where
    activity_key in (select activity_key from selected)
    and status_code in
    ('late', 'no_payments', 'off_course', 'at_risk', 'overspent', 'not_planned')
order by
    list_position(
        ['late', 'off_course', 'overspent', 'not_planned', 'at_risk'],
        if(status_code = 'no_payments', 'late', status_code)
    ),
    in_force_net_eur - coalesce(executed_net_eur, 0) desc nulls last,
    activity_order
"""

_UNTOLD: Final = """
select count(*) as untold_count
from reports.rpt_activity_absorption
where
    activity_key in (select activity_key from selected)
    and status_code = 'pace_unknown'
"""

_FORECAST: Final = """
select
    *,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
    forecast_net_eur / nullif(in_force_net_eur, 0) as forecast_ratio,
    sum(forecast_net_eur) over () as all_forecast_net_eur,
    sum(in_force_net_eur) over () as all_in_force_net_eur,
    sum(executed_net_eur) over () as all_executed_net_eur,
    sum(monthly_net_eur) over () as all_monthly_net_eur,
    sum(forecast_net_eur) over () / nullif(sum(in_force_net_eur) over (), 0)
        as all_forecast_ratio
from reports.rpt_spending_forecast
where plan_code = $plan
order by in_force_net_eur desc nulls last, policy_area_order
"""


def fetch_totals(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the selected amounts by kind; what was never reported is None."""
    frame = select(snapshot, _SELECTED + _TOTALS, _bind(chosen, "lt"))
    return frame.row(0, named=True)


def fetch_groups(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    split: Split,
    *,
    largest: int,
) -> pl.DataFrame:
    """Give plan in force and spent by area, category or activity, or spent by school.

    One row per group and policy area, only the largest groups, the largest first. A
    plan does not divide its money among schools: their rows have only what is spent,
    and what is reported without a school comes last; chosen schools stand alone.
    """
    parameters = {**_bind(chosen, language), "largest": largest}
    if split == "school":
        return select(snapshot, _SELECTED + _PAID + _SCHOOLS, parameters)
    key, label, place = _GROUPS[split]
    sql = _SELECTED + _PLANNED.format(key=key, label=label, place=place)
    return select(snapshot, sql, parameters)


def fetch_months(
    snapshot: str, chosen: SpendingFilter, language: Language
) -> pl.DataFrame:
    """Give what is spent month by month: in it, and so far.

    One row per month from the first payment to the last one.
    """
    return select(snapshot, _SELECTED + _PAID + _MONTHS, _bind(chosen, language))


def fetch_attention(snapshot: str, chosen: SpendingFilter) -> pl.DataFrame:
    """List the selected activities that are late, behind, unplanned or overspent.

    One row per activity row, see `reports.rpt_activity_absorption`; whole activities,
    also where areas are chosen. What is late comes first, most unspent money first.
    """
    return select(snapshot, _SELECTED + _ATTENTION, _bind(chosen, "lt"))


def count_untold(snapshot: str, chosen: SpendingFilter) -> int:
    """Count the selected activities of which nobody can say whether they are late."""
    frame = select(snapshot, _SELECTED + _UNTOLD, _bind(chosen, "lt"))
    return int(frame.item())


def fetch_forecast(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """Give the forecast of the whole plan: see `reports.rpt_spending_forecast`."""
    return select(snapshot, _FORECAST, {"plan": plan, "language": language})


def _bind(chosen: SpendingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
