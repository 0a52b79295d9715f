select
    version_number,
    decision_number,
    decided_date,
    field_code,
    old_value,
    new_value,
    change_value,
    is_in_force,
    is_synthetic
from reports.rpt_plan_change
where activity_key = $activity
order by version_number, field_code
