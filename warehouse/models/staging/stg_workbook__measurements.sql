-- Measured values of indicators, as reported.
-- Grain: one row per source row.
with

measurements as (

    select * from raw.workbook__measurements

),

stg_workbook__measurements as (

    select
        plan_code,
        indicator_number,
        nullif(period, '') as period,
        nullif(school_code, '') as school_code,
        value,
        value_status,
        measured_on as measured_date,
        source,
        is_synthetic,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _precedence,
        _loaded_at

    from measurements

)

select * from stg_workbook__measurements
