-- from: planned
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
from planned
group by activity_key
order by
    case when $sort = 'amount' then sum(net_eur) end desc nulls last,
    any_value(activity_order),
    activity_key
