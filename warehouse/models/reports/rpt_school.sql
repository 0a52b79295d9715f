-- Schools of plans with what they do: counts are of rows that count in the plan's sum.
-- Sums of schools overlap, for plans do not divide an activity among its schools.
-- Grain: one row per plan and school.
with

schools as (

    select * from marts.dim_school

),

activity_sums as (

    select
        plan_code,
        school_code,
        count(*) filter (where role = 'implementing') as implementing_count,
        count(*) filter (where is_alone) as alone_count,
        count(*) filter (where role = 'participating') as participating_count,
        count(*) filter (where role = 'network') as network_count,
        count(distinct activity_key) as activity_count,
        sum(in_force_net_eur) filter (where role = 'implementing')
            as implementing_net_eur,
        sum(in_force_net_eur) filter (where is_alone) as alone_net_eur,
        count(*) filter (
            where
            role = 'implementing' and status_code in ('late', 'no_payments')
        ) as late_count

    from reports.rpt_school_activity

    where cost_role = 'counted'

    group by plan_code, school_code

),

row_counts as (

    select
        plan_code,
        school_code,
        count(distinct activity_key) as row_count

    from reports.rpt_school_activity

    group by plan_code, school_code

),

payments as (

    select
        plan_code,
        school_code,
        sum(net_eur) as executed_net_eur,
        count(*) as payment_count

    from marts.fct_expenditure

    where phase = 'executed' and school_code is not null

    group by plan_code, school_code

),

plans as (

    select * from reports.rpt_plan

),

rpt_school as (

    select
        schools.plan_code,
        schools.school_code,
        schools.school_name,
        schools.school_role,
        schools.sort_order as school_order,
        -- A school that no activity names has none, not an unknown number of them.
        coalesce(activity_sums.activity_count, 0) as activity_count,
        coalesce(activity_sums.implementing_count, 0) as implementing_count,
        coalesce(activity_sums.alone_count, 0) as alone_count,
        coalesce(activity_sums.participating_count, 0) as participating_count,
        coalesce(activity_sums.network_count, 0) as network_count,
        coalesce(row_counts.row_count, 0) as row_count,
        activity_sums.implementing_net_eur,
        activity_sums.alone_net_eur,
        coalesce(activity_sums.late_count, 0) as late_count,
        payments.executed_net_eur,
        payments.payment_count,
        plans.last_activity_date,
        plans.reported_until_date,
        schools.source_line

    from schools
    inner join plans
        on schools.plan_code = plans.plan_code
    left join activity_sums
        on
            schools.plan_code = activity_sums.plan_code
            and schools.school_code = activity_sums.school_code
    left join row_counts
        on
            schools.plan_code = row_counts.plan_code
            and schools.school_code = row_counts.school_code
    left join payments
        on
            schools.plan_code = payments.plan_code
            and schools.school_code = payments.school_code

)

select * from rpt_school
