-- Policy areas of activities with the share of the cost each bears; shares sum to 1.
-- Grain: one row per activity row and policy area.
with

weighted_areas as (

    select * from intermediate.int_activity_policy_areas__weighted

),

bridge_activity_policy_area as (

    select
        plan_code,
        activity_key,
        policy_area_code,
        weight_ratio,
        given_weight is not null as is_weight_given,
        source_document_key,
        source_line

    from weighted_areas

)

select * from bridge_activity_policy_area
