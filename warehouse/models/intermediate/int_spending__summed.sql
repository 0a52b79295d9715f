-- What each of several files says of one document: values once, amounts as sums.
-- Grain: one row per document and file that brings it.
with

repeated_documents as (

    select
        is_synthetic,
        document_key,
        max_by(supplier, document_precedence)
        filter (where supplier is not null) as document_supplier,
        max_by(document_number, document_precedence)
        filter (where document_number is not null) as listed_number
    from intermediate.int_spending__ordered
    group by is_synthetic, document_key
    having min(document_precedence) <> max(document_precedence)

),

repeated_rows as (

    select
        spending.*,
        repeated_documents.document_supplier,
        repeated_documents.listed_number
    from intermediate.int_spending__ordered as spending
    inner join repeated_documents
        on
            spending.document_key = repeated_documents.document_key
            and spending.is_synthetic = repeated_documents.is_synthetic

),

-- Of equal values of a document the first row is marked, so that lists name it once.
marked_rows as (

    select
        *,
        row_number() over (
            partition by document_key, document_precedence, activity_number
            order by row_order nulls last
        ) as activity_number_rank,
        row_number() over (
            partition by document_key, document_precedence, school_code
            order by row_order nulls last
        ) as school_code_rank,
        row_number() over (
            partition by document_key, document_precedence, paid_date
            order by row_order nulls last
        ) as paid_date_rank,
        row_number() over (
            partition by document_key, document_precedence, contract_number
            order by row_order nulls last
        ) as contract_number_rank,
        row_number() over (
            partition by document_key, document_precedence, funding_source
            order by row_order nulls last
        ) as funding_source_rank
    from repeated_rows

),

int_spending__summed as (

    select
        is_synthetic,
        document_key,
        document_precedence,
        min(plan_code) as plan_code,
        concat_ws(
            ' · ',
            min(document_supplier), min(listed_number), min(document_date), min(phase)
        ) as fact_key,
        string_agg(activity_number, ', ' order by activity_number nulls last)
        filter (where activity_number_rank = 1) as activity_number,
        string_agg(school_code, ', ' order by school_code nulls last)
        filter (where school_code_rank = 1) as school_code,
        string_agg(cast(paid_date as string), ', ' order by paid_date nulls last)
        filter (where paid_date_rank = 1) as paid_date,
        string_agg(contract_number, ', ' order by contract_number nulls last)
        filter (where contract_number_rank = 1) as contract_number,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur,
        string_agg(funding_source, ', ' order by funding_source nulls last)
        filter (where funding_source_rank = 1) as funding_source,
        min_by(source_document_key, row_order)
        filter (where source_document_key is not null) as source_document_key,
        min_by(source_file, row_order)
        filter (where source_file is not null) as source_file,
        min_by(source_sheet, row_order)
        filter (where source_sheet is not null) as source_sheet,
        min_by(source_row, row_order)
        filter (where source_row is not null) as source_row,
        min(_loaded_at) as _loaded_at
    from marked_rows
    group by is_synthetic, document_key, document_precedence

)

select * from int_spending__summed
