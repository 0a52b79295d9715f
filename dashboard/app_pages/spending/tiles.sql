-- from: planned
with tiles as (
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
    from planned
    group by
        policy_area_code,
        area_name,
        cost_category_code,
        category_name,
        category_short_name,
        cost_category_order
)

select
    *,
    net_eur / nullif(all_net_eur, 0) as share,
    area_net_eur / nullif(all_net_eur, 0) as area_share,
    category_net_eur / nullif(all_net_eur, 0) as category_share
from tiles
order by area_net_eur desc, policy_area_code, cost_category_order
