-- One row per activity row: a school may do several things in one.
select
    activity_key,
    any_value(activity_number) as activity_number,
    any_value(activity_title) as activity_title,
    any_value(activity_order) as activity_order,
    any_value(cost_role) as cost_role,
    any_value(parent_number) as parent_number,
    list_sort(list(role)) as roles,
    any_value(implementing_count) as implementing_count,
    bool_or(is_alone) as is_alone,
    any_value(period_text) as period_text,
    any_value(period_start_date) as period_start_date,
    any_value(period_end_date) as period_end_date,
    any_value(in_force_net_eur) as in_force_net_eur,
    any_value(executed_net_eur) as executed_net_eur,
    any_value(school_net_eur) as school_net_eur,
    any_value(status_code) as status_code
from reports.rpt_school_activity
where plan_code = $plan and school_code = $school_code
group by activity_key
order by
    not list_contains(roles, 'implementing'),
    implementing_count,
    in_force_net_eur desc,
    activity_order
