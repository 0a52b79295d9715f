-- Policy areas that activities serve.
-- Grain: one row per activity row and policy area.
with

activity_policy_areas as (

    select * from raw.plan_package__activity_policy_areas

),

stg_plan_package__activity_policy_areas as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        policy_area as policy_area_code,
        weight as given_weight,
        source_line,
        _source_document_key as source_document_key

    from activity_policy_areas

)

select * from stg_plan_package__activity_policy_areas
