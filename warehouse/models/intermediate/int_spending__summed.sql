-- What each file that brings a document says of the whole of it, where more than one
-- file does. Lists name each value once, amounts are sums.
-- Grain: one row per document and file that brings it.
with

spending as (

    select * from intermediate.int_spending__ordered

),

repeated_documents as (

    select
        is_synthetic,
        document_key,
        max_by(supplier, document_precedence) as supplier,
        max_by(document_number, document_precedence) as document_number

    from spending

    group by is_synthetic, document_key

    having min(document_precedence) <> max(document_precedence)

),

int_spending__summed as (

    select
        spending.is_synthetic,
        spending.document_key,
        spending.document_precedence,
        any_value(spending.plan_code) as plan_code,
        concat_ws(
            ' · ',
            any_value(repeated_documents.supplier),
            any_value(repeated_documents.document_number),
            any_value(spending.document_date),
            any_value(spending.phase)
        ) as fact_key,
        string_agg(
            distinct spending.activity_number, ', ' order by spending.activity_number
        ) as activity_number,
        string_agg(
            distinct spending.school_code, ', ' order by spending.school_code
        ) as school_code,
        string_agg(
            distinct cast(spending.paid_date as varchar),
            ', '
            order by cast(spending.paid_date as varchar)
        ) as paid_date,
        string_agg(
            distinct spending.contract_number, ', ' order by spending.contract_number
        ) as contract_number,
        sum(spending.net_eur) as net_eur,
        sum(spending.vat_eur) as vat_eur,
        string_agg(
            distinct spending.funding_source, ', ' order by spending.funding_source
        ) as funding_source,
        min_by(spending.source_document_key, spending.row_order)
            as source_document_key,
        min_by(spending.source_file, spending.row_order) as source_file,
        min_by(spending.source_sheet, spending.row_order) as source_sheet,
        min_by(spending.source_row, spending.row_order) as source_row,
        min(spending._loaded_at) as _loaded_at

    from spending
    inner join repeated_documents
        on
            spending.document_key = repeated_documents.document_key
            and spending.is_synthetic = repeated_documents.is_synthetic

    group by
        spending.is_synthetic,
        spending.document_key,
        spending.document_precedence

)

select * from int_spending__summed
