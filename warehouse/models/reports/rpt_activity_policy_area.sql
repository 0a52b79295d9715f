-- Policy areas an activity serves, with the share of its cost each gets.
-- Grain: one row per activity row and policy area.
with

weighted_areas as (

    select * from marts.bridge_activity_policy_area

),

policy_areas as (

    select * from marts.dim_policy_area

),

rpt_activity_policy_area as (

    select
        weighted_areas.plan_code,
        weighted_areas.activity_key,
        weighted_areas.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        policy_areas.sort_order as policy_area_order,
        weighted_areas.weight_ratio,
        weighted_areas.is_weight_given

    from weighted_areas
    inner join policy_areas
        on weighted_areas.policy_area_code = policy_areas.policy_area_code

)

select * from rpt_activity_policy_area
