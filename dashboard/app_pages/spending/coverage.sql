-- How much is known of what a plan pays, and how many of its activities are late.
select
    plans.activity_count,
    plans.reported_until_date,
    count(activities.in_force_net_eur + activities.executed_net_eur) as paid_count,
    count(*) filter (activities.status_code = 'no_payments') as silent_count,
    count(*) filter (activities.status_code = 'late') as late_count,
    sum(
        if(activities.status_code = 'no_payments', activities.in_force_net_eur, null)
    ) as silent_left_net_eur,
    sum(
        if(
            activities.status_code = 'late',
            activities.in_force_net_eur - activities.executed_net_eur,
            null
        )
    ) as late_left_net_eur
from reports.rpt_plan as plans
left join reports.rpt_activity_absorption as activities
    on plans.plan_code = activities.plan_code
where plans.plan_code = $plan
group by plans.activity_count, plans.reported_until_date
