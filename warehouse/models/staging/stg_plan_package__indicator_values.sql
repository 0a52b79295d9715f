-- Baselines of indicators, as printed.
-- Grain: one row per plan, indicator and period.
with

indicator_values as (

    select * from raw.plan_package__indicator_values

),

stg_plan_package__indicator_values as (

    select
        plan_code,
        indicator_number,
        nullif(period, '') as period,
        value,
        value_status,
        printed as printed_text,
        source_line,
        _source_document_key as source_document_key

    from indicator_values

)

select * from stg_plan_package__indicator_values
