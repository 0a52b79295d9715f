-- Changes of plans reported more than once under the same business key, value by value.
-- Grain: one row per source row that is met again and column that may differ.
with

counted_rows as (

    select
        *,
        count(*) over (
            partition by
                is_synthetic,
                plan_code,
                decision_number,
                item,
                number,
                field_code
        ) as version_count

    from staging.stg_workbook__plan_changes

),

repeated_rows as (

    select * from counted_rows

    where version_count > 1

),

value_columns as (

    select listed.column_name

    from (
        values
        ('decided_date'),
        ('new_value')
    ) as listed (column_name)

),

int_plan_changes__repeated as (

    select
        'plan_changes' as fact_kind,
        repeated_rows.plan_code,
        concat_ws(
            ' · ',
            repeated_rows.decision_number,
            repeated_rows.item,
            repeated_rows.number,
            repeated_rows.field_code
        ) as fact_key,
        repeated_rows.number as item_number,
        cast(null as string) as school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'decided_date' then cast(repeated_rows.decided_date as string)
            when 'new_value' then cast(repeated_rows.new_value as string)
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

select * from int_plan_changes__repeated
