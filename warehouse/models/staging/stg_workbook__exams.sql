-- Exam figures, as reported.
-- Grain: one row per source row.
with

exams as (

    select * from raw.workbook__exams

),

exam_measures as (

    select
        measure_code,
        unit
    from raw.reference__exam_measures

),

stg_workbook__exams as (

    select
        exams.plan_code,
        nullif(exams.school_code, '') as school_code,
        exams.exam as exam_code,
        exams.measure as measure_code,
        coalesce(nullif(exams.subject, ''), 'none') as subject_code,
        exams.school_year,
        exam_measures.unit as unit_code,
        exams.value,
        exams.candidates_count,
        exams.is_synthetic,
        exams._source_document_key as source_document_key,
        exams._source_file as source_file,
        exams._source_sheet as source_sheet,
        exams._source_row as source_row,
        exams._precedence,
        exams._loaded_at

    from exams
    left join exam_measures
        on exams.measure = exam_measures.measure_code

)

select * from stg_workbook__exams
