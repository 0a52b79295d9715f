select *
from reports.rpt_plan_total
where plan_code = $plan and total_kind <> 'partners'
order by total_order
