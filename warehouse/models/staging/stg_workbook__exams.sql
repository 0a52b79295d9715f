-- Exam figures, as reported.
-- Grain: one row per source row.
with

exams as (

    select * from raw.workbook__exams

),

stg_workbook__exams as (

    select
        plan_code,
        nullif(school_code, '') as school_code,
        exam as exam_code,
        measure as measure_code,
        coalesce(nullif(subject, ''), 'none') as subject_code,
        school_year,
        value,
        candidates_count,
        is_synthetic,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _loaded_at

    from exams

)

select * from stg_workbook__exams
