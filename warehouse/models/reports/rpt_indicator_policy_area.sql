-- Policy areas of the activities that name an indicator, with the planned money of
-- each area. Amounts of two indicators overlap and are never added.
-- Grain: one row per plan, indicator and policy area.
with

indicator_costs as (

    select * from reports.rpt_indicator_cost

),

planned_costs as (

    select * from marts.fct_planned_cost

),

policy_areas as (

    select * from marts.dim_policy_area

),

rpt_indicator_policy_area as (

    select
        indicator_costs.plan_code,
        indicator_costs.indicator_number,
        planned_costs.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        count(*) as activity_count,
        sum(planned_costs.net_eur) as net_eur,
        policy_areas.sort_order

    from indicator_costs
    inner join planned_costs
        on indicator_costs.activity_key = planned_costs.activity_key
    inner join policy_areas
        on planned_costs.policy_area_code = policy_areas.policy_area_code

    group by
        indicator_costs.plan_code,
        indicator_costs.indicator_number,
        planned_costs.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        policy_areas.sort_order

)

select * from rpt_indicator_policy_area
