select *
from reports.rpt_source
where plan_code = $plan or plan_code is null
order by plan_code is null, source_kind, source_name
