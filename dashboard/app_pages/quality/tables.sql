select
    table_code,
    row_count
from reports.rpt_source_table
where plan_code = $plan
order by row_count desc, table_code
