-- from: absorbed
with grouped as (
    select
        case $split
            when 'activity' then activity_key
            when 'category' then cost_category_code
            else policy_area_code
        end as group_key,
        any_value(case $split
            when 'activity' then concat(activity_number, ' ', activity_title)
            when 'category' then category_name
            else area_name
        end) as group_label,
        any_value(case $split
            when 'activity' then activity_order
            when 'category' then cost_category_order
            else policy_area_order
        end) as place,
        policy_area_code,
        any_value(area_name) as area_name,
        any_value(policy_area_order) as policy_area_order,
        sum(in_force_net_eur) as planned_net_eur,
        sum(approved_net_eur) as approved_net_eur,
        sum(revised_net_eur) as revised_net_eur,
        sum(executed_net_eur) as executed_net_eur
    from absorbed
    group by group_key, policy_area_code
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
