select
    indicator_number,
    target_in_force_value as target_value,
    target_date,
    unit_code,
    forecast_value as end_value
from reports.rpt_indicator
where
    plan_code = $plan
    and indicator_number = $indicator
    and forecast_value is not null
