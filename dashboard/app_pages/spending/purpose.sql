-- from: kept
-- Parts of the planned money by area, category and indicator, with what each sums to.
with parts as (
    select
        policy_area_code,
        any_value(if($language = 'en', policy_area_name_en, policy_area_name_lt))
            as area_name,
        any_value(policy_area_order) as policy_area_order,
        cost_category_code,
        any_value(if(
            $language = 'en',
            cost_category_short_name_en,
            cost_category_short_name_lt
        )) as category_name,
        any_value(cost_category_order) as cost_category_order,
        coalesce(indicator_number, '') as indicator_number,
        any_value(indicator_name) as indicator_name,
        sum(net_eur) as net_eur
    from reports.rpt_money_purpose
    semi join kept using (activity_key, policy_area_code)
    group by
        policy_area_code,
        cost_category_code,
        coalesce(indicator_number, '')
)

select
    *,
    sum(net_eur) over (partition by policy_area_code) as area_net_eur,
    sum(net_eur) over (partition by cost_category_code) as category_net_eur,
    sum(net_eur) over (partition by indicator_number) as indicator_net_eur,
    sum(net_eur) over (partition by policy_area_code, cost_category_code)
        as area_category_net_eur,
    sum(net_eur) over (partition by cost_category_code, indicator_number)
        as category_indicator_net_eur,
    sum(net_eur) over (partition by indicator_number)
    / nullif(sum(net_eur) over (), 0) as indicator_share,
    sum(net_eur) over () as all_net_eur
from parts
order by
    indicator_net_eur desc,
    indicator_number,
    policy_area_order,
    cost_category_order
