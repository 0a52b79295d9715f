-- from: payments
with by_school as (
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
