select
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code = 'off_course'
    ) as behind_count,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code = 'at_risk'
    ) as slow_count,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code = 'pace_unknown'
    ) as untold_count,
    (
        select count(*) from reports.rpt_activity_absorption
        where plan_code = $plan and status_code in ('overspent', 'not_planned')
    ) as overspent_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and status_code = 'off_course'
    ) as off_course_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and status_code = 'at_risk'
    ) as at_risk_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and is_chosen
    ) as indicator_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and is_chosen and actual_value is not null
    ) as measured_count,
    (
        select count(*) from reports.rpt_indicator
        where plan_code = $plan and status_code = 'reached'
    ) as reached_count,
    (
        select cast(coalesce(sum(figure_count), 0) as bigint)
        from reports.rpt_exam_coverage
        where plan_code = $plan
    ) as exam_count,
    (
        select count(*) from reports.rpt_finding
        where plan_code = $plan and severity = 'error'
    ) as error_count,
    (
        select count(*) from reports.rpt_source
        where
            load_status not in ('loaded', 'withdrawn')
            and settled_by is null
    ) as stale_source_count
