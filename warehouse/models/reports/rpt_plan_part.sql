-- Planned cost by policy area and cost category, for plans side by side.
-- Grain: one row per plan, policy area and cost category.
with

planned_costs as (

    select * from reports.rpt_planned_cost

),

rpt_plan_part as (

    select
        plan_code,
        policy_area_code,
        policy_area_name_lt,
        policy_area_name_en,
        policy_area_order,
        cost_category_code,
        cost_category_short_name_lt,
        cost_category_short_name_en,
        cost_category_order,
        sum(net_eur) as net_eur,
        sum(sum(net_eur)) over (partition by plan_code) as plan_net_eur

    from planned_costs

    group by
        plan_code,
        policy_area_code,
        policy_area_name_lt,
        policy_area_name_en,
        policy_area_order,
        cost_category_code,
        cost_category_short_name_lt,
        cost_category_short_name_en,
        cost_category_order

)

select * from rpt_plan_part
