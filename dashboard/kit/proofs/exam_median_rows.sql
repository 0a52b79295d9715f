-- Figures of schools in one series and school year: one row per school.
select
    'school' as item_kind,
    results.school_code as item,
    concat_ws(' ', results.school_code, schools.school_name) as item_name,
    results.school_year as part_name,
    results.value as amount,
    if(
        documents.source_kind = 'plan_package', null, documents.source_name
    ) as file_name,
    cast(results.source_line as varchar) as places
from marts.fct_exam_result as results
left join marts.dim_school as schools
    on
        results.plan_code = schools.plan_code
        and results.school_code = schools.school_code
left join marts.dim_source_document as documents
    on results.source_document_key = documents.source_document_key
where
    results.plan_code = $plan
    and concat_ws('/', results.exam_code, results.measure_code, results.subject_code)
    = $series
    and list_contains($school_year::varchar[], results.school_year)
    and results.reading <> 'ambiguous'
    and results.value is not null
order by results.value, schools.sort_order
