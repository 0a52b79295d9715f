-- Published figures about the programme. Not additive.
-- Grain: one row per figure and stream.
with

programme_totals as (

    select * from staging.stg_reference__programme_totals

),

fct_programme_total as (

    select
        figure_code,
        programme_stream,
        value,
        unit_code,
        label_lt,
        label_en,
        source as published_by,
        source_document_key

    from programme_totals

)

select * from fct_programme_total
