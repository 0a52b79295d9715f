-- Spending reported more than once under the same business key, value by value.
-- Grain: one row per source row that is met again and column that may differ.
with

repeated_rows as (

    select * from staging.stg_workbook__spending

    qualify
        count(*) over (
            partition by
                is_synthetic,
                plan_code,
                document_number,
                activity_number,
                school_code,
                phase
        ) > 1

),

value_columns as (

    select listed.column_name

    from (
        values
        ('document_date'),
        ('supplier'),
        ('contract_number'),
        ('net_eur'),
        ('vat_eur'),
        ('funding_source')
    ) as listed (column_name)

),

int_spending__repeated as (

    select
        'spending' as fact_kind,
        repeated_rows.plan_code,
        concat_ws(
            ' · ',
            repeated_rows.document_number,
            repeated_rows.activity_number,
            repeated_rows.school_code,
            repeated_rows.phase
        ) as fact_key,
        repeated_rows.activity_number as item_number,
        repeated_rows.school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'document_date' then cast(repeated_rows.document_date as varchar)
            when 'supplier' then cast(repeated_rows.supplier as varchar)
            when 'contract_number' then cast(repeated_rows.contract_number as varchar)
            when 'net_eur' then cast(repeated_rows.net_eur as varchar)
            when 'vat_eur' then cast(repeated_rows.vat_eur as varchar)
            when 'funding_source' then cast(repeated_rows.funding_source as varchar)
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

select * from int_spending__repeated
