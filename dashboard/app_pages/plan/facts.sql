select *
from reports.rpt_municipal_fact
where plan_code = $plan
order by source_line, fact_code, period
