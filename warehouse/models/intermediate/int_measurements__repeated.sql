-- Measurements reported more than once under the same business key, value by value.
-- Grain: one row per source row that is met again and column that may differ.
with

counted_rows as (

    select
        *,
        count(*) over (
            partition by
                is_synthetic,
                plan_code,
                indicator_number,
                period,
                school_code
        ) as version_count

    from staging.stg_workbook__measurements

),

repeated_rows as (

    select * from counted_rows

    where version_count > 1

),

value_columns as (

    select listed.column_name

    from (
        values
        ('value'),
        ('value_status'),
        ('measured_date'),
        ('source')
    ) as listed (column_name)

),

int_measurements__repeated as (

    select
        'measurements' as fact_kind,
        repeated_rows.plan_code,
        concat_ws(
            ' · ',
            repeated_rows.indicator_number,
            repeated_rows.period,
            repeated_rows.school_code
        ) as fact_key,
        repeated_rows.indicator_number as item_number,
        repeated_rows.school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'value' then cast(repeated_rows.value as string)
            when 'value_status' then cast(repeated_rows.value_status as string)
            when 'measured_date' then cast(repeated_rows.measured_date as string)
            when 'source' then cast(repeated_rows.source as string)
        end as value_text,
        repeated_rows.is_synthetic,
        repeated_rows.source_document_key,
        repeated_rows.source_file,
        repeated_rows.source_sheet,
        repeated_rows.source_row,
        repeated_rows._precedence,
        repeated_rows._loaded_at

    from repeated_rows
    cross join value_columns

)

select * from int_measurements__repeated
