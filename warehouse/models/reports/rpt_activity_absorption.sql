-- What is spent of an activity, held against the straight line over its period.
-- Grain: one row per activity row that is planned or spent on.
with

activity_sums as (

    select
        activity_key,
        sum(printed_net_eur) as printed_net_eur,
        sum(in_force_net_eur) as in_force_net_eur,
        sum(approved_net_eur) as approved_net_eur,
        sum(revised_net_eur) as revised_net_eur,
        sum(executed_net_eur) as executed_net_eur,
        bool_or(is_synthetic) as is_synthetic
    from reports.rpt_absorption
    group by activity_key

),

payments as (

    select
        activity_key,
        count(*) as payment_count,
        min(paid_date) as first_payment_date,
        max(paid_date) as last_payment_date
    from marts.fct_expenditure
    where phase = 'executed'
    group by activity_key

),

compared_sums as (

    select
        activity_sums.*,
        activities.plan_code,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        activities.cost_category_code,
        activities.period_start_date,
        activities.period_end_date,
        payments.payment_count,
        payments.first_payment_date,
        payments.last_payment_date,
        plan_spans.reported_until_date,
        cast(activity_sums.executed_net_eur as double)
        / nullif(activity_sums.in_force_net_eur, 0) as executed_ratio,
        abs(activity_sums.in_force_net_eur - activity_sums.executed_net_eur)
        <= greatest(activity_sums.in_force_net_eur * 0.001, 1) as is_all_spent

    from activity_sums
    inner join marts.dim_activity as activities
        on activity_sums.activity_key = activities.activity_key
    inner join reports.rpt_plan as plan_spans
        on activities.plan_code = plan_spans.plan_code
    left join payments
        on activity_sums.activity_key = payments.activity_key

),

expected_ratios as (

    select
        *,
        case
            when reported_until_date < period_start_date then 0
            when reported_until_date >= period_end_date then 1
            when period_start_date <= period_end_date
                then
                    (date_diff('day', period_start_date, reported_until_date) + 1)
                    / (date_diff('day', period_start_date, period_end_date) + 1e0)
        end as expected_ratio

    from compared_sums

),

rpt_activity_absorption as (

    select
        plan_code,
        activity_key,
        activity_number,
        activity_title,
        activity_order,
        cost_category_code,
        period_start_date,
        period_end_date,
        printed_net_eur,
        in_force_net_eur,
        approved_net_eur,
        revised_net_eur,
        executed_net_eur,
        payment_count,
        first_payment_date,
        last_payment_date,
        reported_until_date,
        cast(executed_ratio as double) as executed_ratio,
        cast(expected_ratio as double) as expected_ratio,
        case
            when reported_until_date is null then 'not_reported'
            when executed_ratio is null and executed_net_eur <> 0 then 'not_planned'
            when executed_ratio is not null and is_all_spent then 'spent'
            when executed_ratio > 1 then 'overspent'
            when period_end_date < reported_until_date and executed_net_eur is null
                then 'no_payments'
            when period_end_date < reported_until_date then 'late'
            when expected_ratio is null then 'pace_unknown'
            when executed_ratio is null and expected_ratio = 0 then 'not_begun'
            when executed_ratio is null then 'no_payments'
            when executed_ratio >= expected_ratio then 'on_course'
            when executed_ratio >= expected_ratio * 0.5 then 'at_risk'
            else 'off_course'
        end as status_code,
        is_synthetic

    from expected_ratios

)

select * from rpt_activity_absorption
