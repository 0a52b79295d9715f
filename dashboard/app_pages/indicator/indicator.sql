select
    * replace (
        target_in_force_value as target_value,
        target_in_force_value - baseline_value as change_value
    ),
    target_value as printed_target_value,
    coalesce(unit_code, 'none') as unit_kind
from reports.rpt_indicator
where plan_code = $plan and indicator_number = $indicator
