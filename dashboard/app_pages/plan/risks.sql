select
    risk_number,
    risk_name,
    level_code,
    source_line
from marts.dim_risk
where plan_code = $plan
order by
    list_position(['high', 'medium', 'low'], level_code) nulls last,
    risk_number
