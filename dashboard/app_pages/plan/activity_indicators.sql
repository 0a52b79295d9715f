select
    activity_key,
    string_agg(indicator_number, ' ' order by sort_order, indicator_number)
        as indicator_numbers
from reports.rpt_indicator_cost
where plan_code = $plan
group by activity_key
