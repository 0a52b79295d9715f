-- Reported amounts by month, split by policy area as the plan splits their activity.
-- Additive within one phase and never across phases.
-- Grain: one row per plan, activity, school, month, phase, policy area and whether the
-- rows are made up.
with

split_amounts as (

    select * from intermediate.int_amounts__split

),

activities as (

    select * from marts.dim_activity

),

fct_monthly_spending as (

    select
        split_amounts.plan_code,
        split_amounts.activity_key,
        split_amounts.school_code,
        split_amounts.month_date,
        split_amounts.amount_kind as phase,
        split_amounts.policy_area_code,
        activities.cost_category_code,
        split_amounts.net_eur,
        split_amounts.vat_eur,
        split_amounts.has_unknown_vat,
        split_amounts.is_synthetic

    from split_amounts
    inner join activities
        on split_amounts.activity_key = activities.activity_key

    where split_amounts.amount_kind in ('approved', 'revised', 'executed')

)

select * from fct_monthly_spending
