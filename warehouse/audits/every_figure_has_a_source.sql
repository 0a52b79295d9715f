-- Figures whose source document is not known by name and hash.
with

figures as (

    select
        'fct_planned_cost' as fact,
        source_document_key
    from marts.fct_planned_cost
    union all
    select
        'fct_plan_total' as fact,
        source_document_key
    from marts.fct_plan_total
    union all
    select
        'fct_exam_result' as fact,
        source_document_key
    from marts.fct_exam_result
    union all
    select
        'fct_indicator_value' as fact,
        source_document_key
    from marts.fct_indicator_value
    union all
    select
        'fct_indicator_target' as fact,
        source_document_key
    from marts.fct_indicator_target
    union all
    select
        'fct_expenditure' as fact,
        source_document_key
    from marts.fct_expenditure

)

select
    figures.fact,
    figures.source_document_key,
    count(*) as figure_count

from figures
left join marts.dim_source_document as documents
    on figures.source_document_key = documents.source_document_key

where
    documents.content_sha256 is null
    or (
        documents.source_kind = 'plan_package'
        and (documents.document_name is null or documents.document_sha256 is null)
    )

group by figures.fact, figures.source_document_key
