-- Programmes that plans belong to.
-- Grain: one row per programme.
with

programmes as (

    select * from staging.stg_reference__programmes

),

dim_programme as (

    select
        programme_code,
        programme_name_lt,
        programme_name_en,
        sort_order,
        source_document_key

    from programmes

)

select * from dim_programme
