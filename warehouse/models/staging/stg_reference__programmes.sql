-- Programmes that plans belong to.
-- Grain: one row per programme.
with

programmes as (

    select * from raw.reference__programmes

),

stg_reference__programmes as (

    select
        programme_code,
        name_lt as programme_name_lt,
        name_en as programme_name_en,
        sort_order,
        _source_document_key as source_document_key

    from programmes

)

select * from stg_reference__programmes
