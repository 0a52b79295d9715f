-- from: planned
with parts as (
    select
        case $grouping
            when 'activity' then activity_key
            when 'category' then cost_category_code
            else policy_area_code
        end as group_key,
        any_value(case $grouping
            when 'activity' then concat(activity_number, ' ', activity_title)
            when 'category' then category_name
            else area_name
        end) as group_label,
        policy_area_code,
        any_value(area_name) as area_name,
        any_value(policy_area_order) as policy_area_order,
        sum(net_eur) as net_eur,
        sum(sum(net_eur)) over (partition by group_key) as group_net_eur,
        sum(sum(net_eur)) over () as all_net_eur
    from planned
    group by group_key, policy_area_code
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
