-- from: chosen_indicators
select
    count(*) as listed_count,
    count(*) filter (is_chosen) as chosen_count,
    count(*) filter (is_chosen and baseline_status = 'final') as baseline_count,
    count(*) filter (is_chosen and baseline_status <> 'final') as no_baseline_count,
    count(*) filter (baseline_status = 'not_measured') as baseline_unmeasured_count,
    count(*) filter (baseline_status = 'unclear') as baseline_unclear_count,
    count(*) filter (baseline_status = 'missing') as baseline_missing_count,
    count(actual_value) as measured_count,
    count(*) filter (status_code = 'reached') as reached_count,
    count(*) filter (status_code = 'on_course') as on_course_count,
    count(*) filter (status_code = 'at_risk') as at_risk_count,
    count(*) filter (status_code = 'off_course') as off_course_count,
    count(*) filter (status_code = 'pace_unknown') as pace_unknown_count,
    max(actual_date) as last_measured_date
from chosen_indicators
