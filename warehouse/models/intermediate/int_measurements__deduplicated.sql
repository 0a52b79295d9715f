-- Measurements, each once: a row met again under its business key
-- replaces the earlier one.
-- Grain: one row per plan, indicator, period and school.
with

measurements as (

    select * from staging.stg_workbook__measurements

),

numbered_measurements as (

    select
        plan_code,
        indicator_number,
        period,
        school_code,
        value,
        value_status,
        measured_date,
        source,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row,
        row_number() over (
            partition by
                plan_code,
                indicator_number,
                period,
                school_code
            order by _precedence desc, source_row desc
        ) as recency_rank

    from measurements

),

int_measurements__deduplicated as (

    select
        plan_code,
        indicator_number,
        period,
        school_code,
        value,
        value_status,
        measured_date,
        source,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row

    from numbered_measurements

    where recency_rank = 1

)

select * from int_measurements__deduplicated
