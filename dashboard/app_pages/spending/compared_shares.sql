-- Shares of whole plans, in percent, of the chosen areas and categories.
with plans as (
    select
        sum(net_eur) filter (plan_code = $plan) as own_plan_net_eur,
        sum(net_eur) filter (plan_code <> $plan) as other_plan_net_eur
    from reports.rpt_plan_comparison
    where plan_code = $plan or list_contains($others::varchar[], plan_code)
),

parts as (
    select
        case $grouping
            when 'category' then cost_category_code
            else policy_area_code
        end as group_key,
        any_value(case
            when $grouping = 'category' and $language = 'en'
                then cost_category_short_name_en
            when $grouping = 'category' then cost_category_short_name_lt
            when $language = 'en' then policy_area_name_en
            else policy_area_name_lt
        end) as group_label,
        any_value(if($grouping = 'category', '', policy_area_code))
            as policy_area_code,
        sum(net_eur) filter (plan_code = $plan) as own_net_eur,
        sum(net_eur) filter (plan_code <> $plan) as other_net_eur
    from reports.rpt_plan_part
    where
        (plan_code = $plan or list_contains($others::varchar[], plan_code))
        and (
            len($area::varchar[]) = 0
            or list_contains($area::varchar[], policy_area_code)
        )
        and (
            len($category::varchar[]) = 0
            or list_contains($category::varchar[], cost_category_code)
        )
    group by group_key
),

shares as (
    select
        parts.*,
        cast(
            100 * coalesce(own_net_eur, 0) / own_plan_net_eur as decimal(18, 2)
        ) as own_value,
        cast(
            100 * coalesce(other_net_eur, 0) / other_plan_net_eur as decimal(18, 2)
        ) as other_value
    from parts
    cross join plans
)

select
    *,
    own_value - other_value as difference_value,
    false as is_synthetic
from shares
order by abs(difference_value) desc, own_value desc, group_key
