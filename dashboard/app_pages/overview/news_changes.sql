select *
from reports.rpt_last_change
where plan_code = $plan
order by source_kind, source_name
