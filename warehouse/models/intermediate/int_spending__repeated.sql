-- Documents that more than one file brings, value by value.
-- Grain: one row per document, file that brings it and column that may differ.
with

versions as (

    select * from intermediate.int_spending__summed

),

value_columns as (

    select listed.column_name

    from (
        values
        ('activity_number'),
        ('school_code'),
        ('paid_date'),
        ('contract_number'),
        ('net_eur'),
        ('vat_eur'),
        ('funding_source')
    ) as listed (column_name)

),

int_spending__repeated as (

    select
        'spending' as fact_kind,
        versions.plan_code,
        versions.fact_key,
        case
            when versions.activity_number not like '%,%' then versions.activity_number
        end as item_number,
        case when versions.school_code not like '%,%' then versions.school_code end
            as school_code,
        value_columns.column_name,
        case value_columns.column_name
            when 'activity_number' then versions.activity_number
            when 'school_code' then versions.school_code
            when 'paid_date' then versions.paid_date
            when 'contract_number' then versions.contract_number
            when 'net_eur' then cast(versions.net_eur as string)
            when 'vat_eur' then cast(versions.vat_eur as string)
            when 'funding_source' then versions.funding_source
        end as value_text,
        versions.is_synthetic,
        versions.source_document_key,
        versions.source_file,
        versions.source_sheet,
        versions.source_row,
        versions.document_precedence as _precedence,
        versions._loaded_at

    from versions
    cross join value_columns

)

select * from int_spending__repeated
