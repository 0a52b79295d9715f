-- Workbooks that were received: what of them counts now, and what was put aside.
-- Grain: one row per workbook.
with

sources as (

    select * from reports.rpt_source

    where source_kind = 'workbook'

),

payments as (

    select
        source_document_key,
        sum(case when phase = 'approved' then net_eur end) as approved_net_eur,
        sum(case when phase = 'revised' then net_eur end) as revised_net_eur,
        sum(case when phase = 'executed' then net_eur end) as executed_net_eur,
        bool_or(is_synthetic) as is_synthetic

    from marts.fct_expenditure

    group by source_document_key

),

rpt_loaded_file as (

    select
        sources.source_document_key,
        sources.source_name,
        sources.content_sha256,
        sources.load_status,
        sources.row_count,
        sources.quarantined_count,
        payments.approved_net_eur,
        payments.revised_net_eur,
        payments.executed_net_eur,
        coalesce(payments.is_synthetic, false) as is_synthetic,
        sources.changed_at

    from sources
    left join payments
        on sources.source_document_key = payments.source_document_key

)

select * from rpt_loaded_file
