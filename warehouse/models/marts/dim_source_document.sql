-- What this snapshot was loaded from: packages with their documents, reference tables,
-- open data, workbooks.
-- Grain: one row per source document.
with

loads as (

    select * from ops.load

),

plans as (

    select * from staging.stg_plan_package__plan

),

dim_source_document as (

    select
        loads.source_document_key,
        loads.source_kind,
        loads.source_name,
        plans.plan_code,
        plans.document_name,
        plans.document_sha256,
        loads.sha256 as content_sha256,
        loads.status as load_status,
        loads.message_lt as load_message_lt,
        loads.message as load_message_en,
        loads.settled_by,
        loads.row_count,
        loads.quarantined_count,
        loads.changed_at,
        loads.sheets_read,
        loads.sheets_left

    from loads
    left join plans
        on loads.source_document_key = plans.source_document_key

)

select * from dim_source_document
