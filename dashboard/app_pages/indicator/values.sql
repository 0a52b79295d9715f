select
    *,
    value_kind = 'measurement' and school_code is not null as is_of_school
from reports.rpt_indicator_value
where plan_code = $plan and indicator_number = $indicator
order by value_kind, period_end_date nulls first, period, school_code nulls first
