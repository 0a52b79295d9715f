-- Spending with the place of its document among the files that bring it. A row that
-- corrects one put aside, of its plan, belongs to the file of that one: it completes
-- the document there. Of two corrections of a row for one plan the later one is taken.
-- Of each document the rows of the latest file that brings it count: `is_current`.
-- Grain: one row per source row that no later correction of the same row replaces.
with

corrections as (

    select
        spending.plan_code,
        spending.corrects,
        max(spending._precedence) as latest_precedence,
        min(rejected.origin_number) as origin_number

    from staging.stg_workbook__spending as spending
    left join ops.quarantine as rejected
        on
            spending.corrects = rejected.row_mark
            and spending.plan_code = coalesce(rejected.plan_code, spending.plan_code)
    where spending.corrects is not null
    group by spending.plan_code, spending.corrects

),

placed as (

    select
        spending.*,
        coalesce(
            corrections.origin_number
            - case when spending.is_synthetic then 1000000000 else 0 end,
            spending._precedence
        ) as document_precedence,
        spending._precedence * 10000000 + spending.source_row as row_order

    from staging.stg_workbook__spending as spending
    left join corrections
        on
            spending.corrects = corrections.corrects
            and spending.plan_code = corrections.plan_code

    where coalesce(spending._precedence = corrections.latest_precedence, true)

),

-- Few documents come in more than one file: only they are looked up.
replaced_documents as (

    select
        document_key,
        max(document_precedence) as latest_precedence

    from placed

    group by document_key
    having min(document_precedence) <> max(document_precedence)

),

int_spending__ordered as (

    select
        placed.plan_code,
        placed.activity_number,
        placed.school_code,
        placed.paid_date,
        placed.document_number,
        placed.document_date,
        placed.supplier,
        placed.contract_number,
        placed.net_eur,
        placed.vat_eur,
        placed.gross_eur,
        placed.funding_source,
        placed.phase,
        placed.document_key,
        placed.number_key,
        placed.supplier_key,
        placed.is_synthetic,
        placed.corrects,
        placed.source_document_key,
        placed.source_file,
        placed.source_sheet,
        placed.source_row,
        placed._precedence,
        placed._loaded_at,
        placed.document_precedence,
        placed.row_order,
        coalesce(
            placed.document_precedence = replaced_documents.latest_precedence, true
        ) as is_current

    from placed
    left join replaced_documents
        on placed.document_key = replaced_documents.document_key

)

select * from int_spending__ordered
