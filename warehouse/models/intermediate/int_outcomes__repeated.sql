-- Outcomes reported more than once under the same business key, value by value.
-- Grain: one row per source row that is met again and column that may differ.
with

counted_rows as (

    select
        *,
        count(*) over (
            partition by
                is_synthetic,
                plan_code,
                activity_number,
                as_of_date
        ) as version_count

    from staging.stg_workbook__outcomes

),

repeated_rows as (

    select * from counted_rows

    where version_count > 1

),

value_columns as (

    select listed.column_name

    from (
        values
        ('outcome_code'),
        ('owner_name'),
        ('yearly_cost_eur'),
        ('funded_until_date'),
        ('evidence_text')
    ) as listed (column_name)

),

int_outcomes__repeated as (

    select
        'outcomes' as fact_kind,
        repeated_rows.plan_code,
        concat_ws(
            ' · ',
            repeated_rows.activity_number,
            cast(repeated_rows.as_of_date as string)
        ) as fact_key,
        repeated_rows.activity_number as item_number,
        cast(null as string) as school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'outcome_code' then cast(repeated_rows.outcome_code as string)
            when 'owner_name' then repeated_rows.owner_name
            when 'yearly_cost_eur' then cast(repeated_rows.yearly_cost_eur as string)
            when 'funded_until_date'
                then cast(repeated_rows.funded_until_date as string)
            when 'evidence_text' then repeated_rows.evidence_text
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

select * from int_outcomes__repeated
