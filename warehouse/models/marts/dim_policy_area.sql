-- Policy areas, and a member for costs whose area the plan does not say.
-- Grain: one row per policy area.
with

policy_areas as (

    select * from staging.stg_reference__policy_areas

),

dim_policy_area as (

    select
        policy_area_code,
        policy_area_name_lt,
        policy_area_name_en,
        description_lt,
        description_en,
        sort_order

    from policy_areas

    union all

    select
        'unassigned' as policy_area_code,
        'Sritis nenurodyta' as policy_area_name_lt,
        'No area stated' as policy_area_name_en,
        'Plane nenurodyta, kuriai sričiai veikla skirta.' as description_lt,
        'The plan does not say which area the activity serves.' as description_en,
        max(sort_order) + 1 as sort_order

    from policy_areas

)

select * from dim_policy_area
