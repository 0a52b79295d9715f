-- Reported amounts by month with everything they are filtered and named by. Additive
-- within one phase and never across phases.
-- Grain: one row per plan, activity, school, month, phase, policy area and whether the
-- rows are made up.
with

monthly_spending as (

    select * from marts.fct_monthly_spending

),

activities as (

    select * from marts.dim_activity

),

policy_areas as (

    select * from marts.dim_policy_area

),

cost_categories as (

    select * from marts.dim_cost_category

),

schools as (

    select * from marts.dim_school

),

rpt_monthly_spending as (

    select
        monthly_spending.plan_code,
        monthly_spending.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        monthly_spending.school_code,
        schools.school_name,
        schools.sort_order as school_order,
        monthly_spending.month_date,
        monthly_spending.phase,
        monthly_spending.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        policy_areas.sort_order as policy_area_order,
        monthly_spending.cost_category_code,
        cost_categories.cost_category_short_name_lt,
        cost_categories.cost_category_short_name_en,
        cost_categories.sort_order as cost_category_order,
        monthly_spending.net_eur,
        monthly_spending.vat_eur,
        monthly_spending.has_unknown_vat,
        monthly_spending.is_synthetic

    from monthly_spending
    inner join activities
        on monthly_spending.activity_key = activities.activity_key
    inner join policy_areas
        on monthly_spending.policy_area_code = policy_areas.policy_area_code
    inner join cost_categories
        on monthly_spending.cost_category_code = cost_categories.cost_category_code
    left join schools
        on
            monthly_spending.plan_code = schools.plan_code
            and monthly_spending.school_code = schools.school_code

)

select * from rpt_monthly_spending
