-- from: absorbed
select *
from reports.rpt_activity_absorption
where
    activity_key in (select activity_key from absorbed)
    and status_code in
    ('late', 'no_payments', 'off_course', 'at_risk', 'overspent', 'not_planned')
order by
    list_position(
        ['late', 'off_course', 'overspent', 'not_planned', 'at_risk'],
        if(status_code = 'no_payments', 'late', status_code)
    ),
    in_force_net_eur - coalesce(executed_net_eur, 0) desc nulls last,
    activity_order
