-- Municipalities of Lithuania.
-- Grain: one row per municipality.
with

municipalities as (

    select * from raw.reference__municipalities

),

stg_reference__municipalities as (

    select
        plan_code,
        municipality_code,
        name_lt as municipality_name_lt,
        full_name_lt as municipality_full_name_lt,
        name_en as municipality_name_en,
        programme_stream,
        tile_row,
        tile_column,
        _source_document_key as source_document_key

    from municipalities

)

select * from stg_reference__municipalities
