select
    round(count(*) / nullif(count(distinct activity_key), 0), 1)
        as indicators_per_activity
from reports.rpt_indicator_cost
where plan_code = $plan and is_counted
