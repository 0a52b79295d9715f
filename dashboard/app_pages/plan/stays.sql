select *
from reports.rpt_activity_outcome
where plan_code = $plan and (is_counted or outcome_code is not null)
order by
    is_staying desc,
    yearly_cost_eur desc nulls last,
    activity_order
