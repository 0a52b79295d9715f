select
    principle_number,
    principle_name,
    activities_text,
    source_line
from marts.dim_horizontal_principle
where plan_code = $plan
order by principle_number
