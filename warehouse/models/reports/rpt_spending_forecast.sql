-- What would be spent by the end of the plan if money went on being spent at the mean
-- pace of the last six months with payments, the month of the last one included. What
-- cannot be told has a name of its own, never a zero.
-- Grain: one row per plan and policy area that is planned or spent on.
with

payments as (

    select * from reports.rpt_monthly_spending

    where phase = 'executed'

),

reported_months as (

    select
        plan_code,
        min(month_date) as first_month_date,
        max(month_date) as last_month_date

    from payments

    group by plan_code

),

recent_sums as (

    select
        payments.plan_code,
        payments.policy_area_code,
        cast(cast(sum(payments.net_eur) as double) / 6 as decimal(28, 6))
            as mean_net_eur

    from payments
    inner join reported_months
        on payments.plan_code = reported_months.plan_code

    where date_diff('month', payments.month_date, reported_months.last_month_date) < 6

    group by payments.plan_code, payments.policy_area_code

),

area_sums as (

    select
        plan_code,
        policy_area_code,
        min(policy_area_name_lt) as policy_area_name_lt,
        min(policy_area_name_en) as policy_area_name_en,
        min(policy_area_order) as policy_area_order,
        sum(in_force_net_eur) as in_force_net_eur,
        sum(executed_net_eur) as executed_net_eur

    from reports.rpt_absorption

    group by plan_code, policy_area_code

),

paced_sums as (

    select
        area_sums.*,
        plan_rows.last_activity_date as forecast_date,
        reported_months.last_month_date,
        date_diff(
            'month', reported_months.first_month_date, reported_months.last_month_date
        ) + 1 as reported_month_count,
        date_diff(
            'month',
            reported_months.last_month_date,
            cast(date_trunc('month', plan_rows.last_activity_date) as date)
        ) as left_month_count,
        cast(coalesce(recent_sums.mean_net_eur, 0) as decimal(18, 2)) as mean_net_eur

    from area_sums
    inner join reports.rpt_plan as plan_rows
        on area_sums.plan_code = plan_rows.plan_code
    left join reported_months
        on area_sums.plan_code = reported_months.plan_code
    left join recent_sums
        on
            area_sums.plan_code = recent_sums.plan_code
            and area_sums.policy_area_code = recent_sums.policy_area_code

),

rpt_spending_forecast as (

    select
        plan_code,
        policy_area_code,
        policy_area_name_lt,
        policy_area_name_en,
        policy_area_order,
        in_force_net_eur,
        executed_net_eur,
        last_month_date,
        reported_month_count,
        forecast_date,
        left_month_count,
        case
            when last_month_date is null then 'not_reported'
            when reported_month_count < 6 then 'too_few_months'
            when forecast_date is null then 'no_end'
            when left_month_count <= 0 then 'ended'
            else 'forecast'
        end as forecast_status,
        case when forecast_status = 'forecast' then mean_net_eur end
            as monthly_net_eur,
        case
            when forecast_status = 'forecast'
                then
                    coalesce(executed_net_eur, 0)
                    + cast(mean_net_eur * left_month_count as decimal(18, 2))
        end as forecast_net_eur

    from paced_sums

)

select * from rpt_spending_forecast
