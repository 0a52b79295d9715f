-- Observations of Statistics Lithuania, as its interface gives them.
-- Grain: one row per flow, dimensions and period.
with

statistics as (

    select * from raw.open_data__statistics

),

stg_open_data__statistics as (

    select
        flow_code,
        dimensions as dimensions_text,
        time_period,
        territory_code,
        unit_code as statistic_unit_code,
        value,
        printed as printed_text,
        value_status as statistic_status,
        _source_document_key as source_document_key,
        _loaded_at

    from statistics

)

select * from stg_open_data__statistics
