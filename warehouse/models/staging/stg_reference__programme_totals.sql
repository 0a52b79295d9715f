-- Published figures about the programme.
-- Grain: one row per figure and stream.
with

programme_totals as (

    select * from raw.reference__programme_totals

),

stg_reference__programme_totals as (

    select
        figure as figure_code,
        programme_stream,
        value,
        unit as unit_code,
        label_lt,
        label_en,
        source,
        _source_document_key as source_document_key

    from programme_totals

)

select * from stg_reference__programme_totals
