-- Activities of a school and what it does there. Money is that of the whole activity:
-- plans divide none of it among schools; only payments may name the school.
-- Grain: one row per plan, school, role and activity row.
with

activity_schools as (

    select * from marts.bridge_activity_school

),

activities as (

    select * from marts.dim_activity

),

absorption as (

    select * from reports.rpt_activity_absorption

),

implementing_counts as (

    select
        activity_key,
        count(*) as implementing_count

    from activity_schools

    where role = 'implementing'

    group by activity_key

),

school_payments as (

    select
        activity_key,
        school_code,
        sum(net_eur) as school_net_eur

    from marts.fct_expenditure

    where phase = 'executed' and school_code is not null

    group by activity_key, school_code

),

rpt_school_activity as (

    select
        activity_schools.plan_code,
        activity_schools.school_code,
        activity_schools.role,
        activity_schools.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        activities.cost_role,
        activities.parent_number,
        activities.period_text,
        activities.period_start_date,
        activities.period_end_date,
        implementing_counts.implementing_count,
        coalesce(
            activity_schools.role = 'implementing'
            and implementing_counts.implementing_count = 1,
            false
        ) as is_alone,
        absorption.in_force_net_eur,
        absorption.executed_net_eur,
        school_payments.school_net_eur,
        absorption.status_code

    from activity_schools
    inner join activities
        on activity_schools.activity_key = activities.activity_key
    left join implementing_counts
        on activity_schools.activity_key = implementing_counts.activity_key
    left join absorption
        on activity_schools.activity_key = absorption.activity_key
    left join school_payments
        on
            activity_schools.activity_key = school_payments.activity_key
            and activity_schools.school_code = school_payments.school_code

)

select * from rpt_school_activity
