-- What this snapshot was loaded from. Workbooks and open data belong to no single plan.
-- Grain: one row per source document.
with

source_documents as (

    select * from marts.dim_source_document

),

rpt_source as (

    select
        source_document_key,
        source_kind,
        source_name,
        plan_code,
        document_name,
        document_sha256,
        content_sha256,
        load_status,
        load_message_lt,
        load_message_en,
        settled_by,
        row_count,
        quarantined_count,
        changed_at,
        sheets_read,
        sheets_left

    from source_documents

)

select * from rpt_source
