-- Policy areas of the programme.
-- Grain: one row per policy area.
with

policy_areas as (

    select * from raw.reference__policy_areas

),

stg_reference__policy_areas as (

    select
        policy_area_code,
        name_lt as policy_area_name_lt,
        name_en as policy_area_name_en,
        description_lt,
        description_en,
        sort_order,
        _source_document_key as source_document_key

    from policy_areas

)

select * from stg_reference__policy_areas
