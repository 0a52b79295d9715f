with parts as (
    select
        plan_code,
        plan_net_eur,
        net_eur,
        if($split = 'area', policy_area_code, cost_category_code) as part_code,
        case
            when $split = 'category' and $language = 'en'
                then cost_category_short_name_en
            when $split = 'category' then cost_category_short_name_lt
            when $language = 'en' then policy_area_name_en
            else policy_area_name_lt
        end as part_name,
        if($split = 'area', policy_area_order, cost_category_order) as part_order
    from reports.rpt_plan_part
)

select
    plan_code,
    part_code,
    part_name,
    part_order,
    sum(net_eur) as net_eur,
    sum(net_eur) / nullif(any_value(plan_net_eur), 0) as share
from parts
group by plan_code, part_code, part_name, part_order
order by plan_code, part_order
