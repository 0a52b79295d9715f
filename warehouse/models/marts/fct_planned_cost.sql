-- Planned costs: every counted row of the cost table, split by policy area. Additive.
-- Grain: one row per counted activity row and policy area.
with

planned_costs as (

    select * from intermediate.int_planned_costs__split

),

fct_planned_cost as (

    select
        plan_code,
        activity_key,
        policy_area_code,
        cost_category_code,
        weight_ratio,
        net_eur,
        vat_eur,
        source_document_key,
        source_line

    from planned_costs

)

select * from fct_planned_cost
