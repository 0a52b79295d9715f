select *
from reports.rpt_plan_change
where plan_code = $plan
order by decided_date, decision_number, item_order, field_code
