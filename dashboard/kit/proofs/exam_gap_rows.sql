-- Figures of schools in one series and year that can be compared with the year before.
-- One row per school.
with ordered as (
    select
        *,
        lag(value) over school_series as previous_value,
        lag(reading) over school_series as previous_reading,
        lag(is_after_series_break) over school_series as was_after_series_break
    from marts.fct_exam_result
    where
        plan_code = $plan
        and concat_ws('/', exam_code, measure_code, subject_code) = $series
    window school_series as (partition by school_code order by school_year)
)

select
    'school' as item_kind,
    ordered.school_code as item,
    concat_ws(' ', ordered.school_code, schools.school_name) as item_name,
    ordered.school_year as part_name,
    ordered.value as amount,
    ordered.previous_value,
    if(
        documents.source_kind = 'plan_package', null, documents.source_name
    ) as file_name,
    cast(ordered.source_line as varchar) as places
from ordered
left join marts.dim_school as schools
    on
        ordered.plan_code = schools.plan_code
        and ordered.school_code = schools.school_code
left join marts.dim_source_document as documents
    on ordered.source_document_key = documents.source_document_key
where
    list_contains($school_year::varchar[], ordered.school_year)
    and ordered.value is not null
    and ordered.previous_value is not null
    and ordered.reading <> 'ambiguous'
    and ordered.previous_reading <> 'ambiguous'
    and ordered.is_after_series_break = ordered.was_after_series_break
order by ordered.value, schools.sort_order
