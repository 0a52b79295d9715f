-- Observations of Statistics Lithuania, as its interface gives them. Not additive.
-- Grain: one row per flow, dimensions and period.
with

statistics as (

    select * from staging.stg_open_data__statistics

),

fct_statistic as (

    select
        flow_code,
        dimensions_text,
        time_period,
        territory_code,
        statistic_unit_code,
        value,
        printed_text,
        statistic_status,
        source_document_key

    from statistics

)

select * from fct_statistic
