-- from: compared_plans
-- Figures of schools of the plans that are compared: one row per school.
select
    'school' as item_kind,
    results.school_code as item,
    concat_ws(' ', results.school_code, schools.school_name) as item_name,
    results.plan_code as part_name,
    results.value as amount,
    compared_plans.is_own,
    cast(null as varchar) as file_name,
    cast(results.source_line as varchar) as places
from marts.fct_exam_result as results
inner join compared_plans on results.plan_code = compared_plans.plan_code
left join marts.dim_school as schools
    on
        results.plan_code = schools.plan_code
        and results.school_code = schools.school_code
where
    concat_ws('/', results.exam_code, results.measure_code, results.subject_code)
    = $series
    and list_contains($school_year::varchar[], results.school_year)
    and results.reading <> 'ambiguous'
    and results.value is not null
order by compared_plans.is_own desc, results.plan_code, results.value
