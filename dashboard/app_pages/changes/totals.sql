select
    (
        select sum(in_force_net_eur)
        from reports.rpt_activity_absorption
        where plan_code = $plan
    ) as in_force_net_eur,
    (
        select sum(executed_net_eur)
        from reports.rpt_activity_absorption
        where plan_code = $plan
    ) as executed_net_eur,
    (
        select count(*)
        from reports.rpt_indicator
        where plan_code = $plan and is_chosen and actual_value is not null
    ) as measured_count,
    (
        select count(*)
        from reports.rpt_finding
        where plan_code = $plan
    ) as finding_count
