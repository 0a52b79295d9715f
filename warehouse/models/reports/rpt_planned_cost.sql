-- Planned costs with everything they are filtered and named by.
-- Grain: one row per counted activity row and policy area.
with

planned_costs as (

    select * from marts.fct_planned_cost

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

implementing_schools as (

    select
        schools.activity_key,
        string_agg(
            schools.school_code, ' ' order by dim_school.sort_order nulls last
        ) as school_codes

    from marts.bridge_activity_school as schools
    inner join marts.dim_school
        on
            schools.plan_code = dim_school.plan_code
            and schools.school_code = dim_school.school_code

    where schools.role = 'implementing'

    group by schools.activity_key

),

rpt_planned_cost as (

    select
        planned_costs.plan_code,
        planned_costs.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        planned_costs.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        policy_areas.sort_order as policy_area_order,
        planned_costs.cost_category_code,
        cost_categories.cost_category_name_lt,
        cost_categories.cost_category_name_en,
        cost_categories.cost_category_short_name_lt,
        cost_categories.cost_category_short_name_en,
        cost_categories.sort_order as cost_category_order,
        planned_costs.weight_ratio,
        planned_costs.net_eur,
        planned_costs.vat_eur,
        planned_costs.net_eur + planned_costs.vat_eur as gross_eur,
        activities.printed_net_eur as activity_net_eur,
        implementing_schools.school_codes,
        activities.period_text,
        activities.period_start_date,
        activities.period_end_date,
        activities.source_line

    from planned_costs
    inner join activities
        on planned_costs.activity_key = activities.activity_key
    inner join policy_areas
        on planned_costs.policy_area_code = policy_areas.policy_area_code
    inner join cost_categories
        on planned_costs.cost_category_code = cost_categories.cost_category_code
    left join implementing_schools
        on planned_costs.activity_key = implementing_schools.activity_key

)

select * from rpt_planned_cost
