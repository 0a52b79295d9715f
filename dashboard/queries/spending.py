"""Planned costs, narrowed by the filters of the spending page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import SpendingFilter
    from warehouse.messages import Language

Grouping = Literal["activity", "category", "area"]

CONDITIONS: Final = """
    where
        plan_code = $plan
        and (
            len($area::varchar[]) = 0
            or list_contains($area::varchar[], policy_area_code)
        )
        and (
            len($category::varchar[]) = 0
            or list_contains($category::varchar[], cost_category_code)
        )
        and (
            len($school::varchar[]) = 0
            or activity_key in (
                select activity_key from reports.rpt_activity_school
                where
                    role = 'implementing'
                    and list_contains($school::varchar[], school_code)
            )
        )
        and (
            len($year::integer[]) = 0
            or len(list_filter($year::integer[], lambda chosen:
                chosen between year(period_start_date) and year(period_end_date))) > 0
        )
        and len(list_filter(
            string_split(strip_accents(lower(trim($search))), ' '),
            lambda word: not contains(
                strip_accents(lower(concat(activity_number, ' ', activity_title))),
                word
            ))) = 0
"""
"""What the filters keep of a report whose rows are activities or parts of them."""

_SELECTED: Final = (
    """
with selected as (
    select
        *,
        if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
        if($language = 'en', cost_category_name_en, cost_category_name_lt)
            as category_name,
        if($language = 'en', cost_category_short_name_en, cost_category_short_name_lt)
            as category_short_name
    from reports.rpt_planned_cost
"""
    + CONDITIONS
    + "\n)\n"
)

_TOTALS: Final = """
select
    count(distinct activity_key) as activity_count,
    count(distinct activity_key) filter (weight_ratio < 1) as shared_count,
    count(distinct activity_key) filter (vat_eur is null) as vat_unknown_count,
    sum(net_eur) as net_eur,
    sum(vat_eur) as vat_eur,
    -- What is known to be paid with VAT; a lower bound while some VAT is not stated.
    if(count(vat_eur) > 0, sum(net_eur) + sum(vat_eur), null) as gross_eur
from selected
"""

_SCHOOLLESS: Final = """
select
    count(distinct activity_key) as activity_count,
    sum(net_eur) as net_eur
from selected
where
    activity_key not in (
        select activity_key from reports.rpt_activity_school
        where role = 'implementing'
    )
"""

_TILES: Final = """
select
    *,
    net_eur / nullif(all_net_eur, 0) as share,
    area_net_eur / nullif(all_net_eur, 0) as area_share,
    category_net_eur / nullif(all_net_eur, 0) as category_share
from (
    select
        policy_area_code,
        area_name,
        cost_category_code,
        category_name,
        category_short_name,
        sum(net_eur) as net_eur,
        sum(sum(net_eur)) over (partition by policy_area_code) as area_net_eur,
        sum(sum(net_eur)) over (partition by cost_category_code) as category_net_eur,
        sum(sum(net_eur)) over () as all_net_eur,
        cost_category_order
    from selected
    group by
        policy_area_code,
        area_name,
        cost_category_code,
        category_name,
        category_short_name,
        cost_category_order
)
order by area_net_eur desc, policy_area_code, cost_category_order
"""

_ACTIVITIES: Final = """
select
    activity_key,
    any_value(activity_number) as activity_number,
    any_value(activity_title) as activity_title,
    any_value(category_name) as category_name,
    any_value(category_short_name) as category_short_name,
    any_value(cost_category_code) as cost_category_code,
    list(policy_area_code order by policy_area_order) as policy_area_codes,
    string_agg(area_name, '; ' order by policy_area_order) as area_names,
    sum(weight_ratio) as share,
    if(count(net_eur) = count(*), sum(net_eur), null) as net_eur,
    if(count(vat_eur) = count(*), sum(vat_eur), null) as vat_eur,
    if(count(gross_eur) = count(*), sum(gross_eur), null) as gross_eur,
    any_value(activity_net_eur) as activity_net_eur,
    sum(net_eur) / nullif(sum(sum(net_eur)) over (), 0) as all_share,
    any_value(school_codes) as school_codes,
    any_value(period_start_date) as period_start_date,
    any_value(period_end_date) as period_end_date,
    any_value(period_text) as period_text,
    any_value(source_line) as source_line
from selected
group by activity_key
order by
    case when $sort = 'amount' then sum(net_eur) end desc nulls last,
    any_value(activity_order),
    activity_key
"""

_GROUPS: Final[dict[Grouping, tuple[str, str]]] = {
    "activity": ("activity_key", "concat(activity_number, ' ', activity_title)"),
    "category": ("cost_category_code", "category_name"),
    "area": ("policy_area_code", "area_name"),
}

_PARTS: Final = """
, parts as (
    select
        {key} as group_key,
        any_value({label}) as group_label,
        policy_area_code,
        any_value(area_name) as area_name,
        any_value(policy_area_order) as policy_area_order,
        sum(net_eur) as net_eur,
        sum(sum(net_eur)) over (partition by {key}) as group_net_eur,
        sum(sum(net_eur)) over () as all_net_eur
    from selected
    group by {key}, policy_area_code
),

largest as (
    select * from parts
    qualify
        dense_rank() over (order by group_net_eur desc nulls last, group_key)
        <= $largest
)

select
    *,
    group_net_eur / nullif(all_net_eur, 0) as group_share,
    sum(net_eur) over () / nullif(all_net_eur, 0) as shown_share
from largest
order by group_net_eur desc nulls last, group_key, policy_area_order
"""

_CHOICES: Final = """
select
    'area' as name,
    policy_area_code as code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as label,
    policy_area_order as sort_order
from reports.rpt_planned_cost
where plan_code = $plan
union
select
    'category',
    cost_category_code,
    if($language = 'en', cost_category_name_en, cost_category_name_lt),
    cost_category_order
from reports.rpt_planned_cost
where plan_code = $plan
union
select
    'school',
    school_code,
    concat_ws(' · ', school_code, school_name),
    school_order
from reports.rpt_activity_school
where plan_code = $plan and role = 'implementing'
union
select
    'year',
    cast(unnest(generate_series(
        min(year(period_start_date)), max(year(period_end_date)))) as varchar) as code,
    code,
    cast(code as integer)
from reports.rpt_planned_cost
where plan_code = $plan
order by name, sort_order, code
"""


def fetch_totals(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the selected costs: counts, net, VAT, gross; a sum nobody knows is None."""
    frame = select(snapshot, _SELECTED + _TOTALS, _bind(chosen, "lt"))
    return frame.row(0, named=True)


def fetch_schoolless(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the costs of activities that name no school, and so escape its filter.

    The other filters hold; the sum is None where there is no such activity.
    """
    chosen = chosen.drop("school")
    frame = select(snapshot, _SELECTED + _SCHOOLLESS, _bind(chosen, "lt"))
    return frame.row(0, named=True)


def fetch_tiles(
    snapshot: str, chosen: SpendingFilter, language: Language
) -> pl.DataFrame:
    """Sum the selected costs by area and category, the largest area first.

    One row per policy area and cost category; amounts net, euro.
    """
    return select(snapshot, _SELECTED + _TILES, _bind(chosen, language))


def fetch_activities(
    snapshot: str, chosen: SpendingFilter, language: Language, *, sort: str = "amount"
) -> pl.DataFrame:
    """List the selected activities: one row per counted activity row.

    Amounts are those of the chosen areas; `share` says how much of the activity that
    is, `activity_net_eur` what the whole of it costs.
    """
    parameters = {**_bind(chosen, language), "sort": sort}
    return select(snapshot, _SELECTED + _ACTIVITIES, parameters)


def fetch_parts(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    grouping: Grouping,
    *,
    largest: int,
) -> pl.DataFrame:
    """Sum the selected costs by activity, category or area, each split by area.

    One row per group and policy area, only the largest groups, the largest first.
    """
    key, label = _GROUPS[grouping]
    parameters = {**_bind(chosen, language), "largest": largest}
    return select(snapshot, _SELECTED + _PARTS.format(key=key, label=label), parameters)


def fetch_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters of a plan: name, code, label."""
    return select(snapshot, _CHOICES, {"plan": plan, "language": language})


def count_without(snapshot: str, chosen: SpendingFilter) -> dict[str, int]:
    """Count the activities there would be without each of the active filters."""
    return {
        name: fetch_totals(snapshot, chosen.drop(name))["activity_count"]
        for name in chosen.list_active()
    }


def _bind(chosen: SpendingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
