-- Exam figures reported more than once under the same business key, value by value.
-- Grain: one row per source row that is met again and column that may differ.
with

counted_rows as (

    select
        *,
        count(*) over (
            partition by
                is_synthetic,
                plan_code,
                school_code,
                exam_code,
                measure_code,
                subject_code,
                school_year
        ) as version_count

    from staging.stg_workbook__exams

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
        ('candidates_count')
    ) as listed (column_name)

),

int_exams__repeated as (

    select
        'exams' as fact_kind,
        repeated_rows.plan_code,
        concat_ws(
            ' · ',
            repeated_rows.school_code,
            repeated_rows.exam_code,
            repeated_rows.measure_code,
            repeated_rows.subject_code,
            repeated_rows.school_year
        ) as fact_key,
        cast(null as string) as item_number,
        repeated_rows.school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'value' then cast(repeated_rows.value as string)
            when 'candidates_count' then cast(repeated_rows.candidates_count as string)
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

select * from int_exams__repeated
