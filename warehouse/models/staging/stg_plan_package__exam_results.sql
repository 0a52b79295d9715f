-- Exam figures printed in plans.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

exam_results as (

    select * from raw.plan_package__exam_results

),

stg_plan_package__exam_results as (

    select
        plan_code,
        school_code,
        exam as exam_code,
        measure as measure_code,
        coalesce(nullif(subject, ''), 'none') as subject_code,
        school_year,
        value,
        unit as unit_code,
        reading,
        printed as printed_text,
        source_line,
        _source_document_key as source_document_key

    from exam_results

)

select * from stg_plan_package__exam_results
