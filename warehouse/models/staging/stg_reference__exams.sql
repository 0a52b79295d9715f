-- Exams whose results plans report.
-- Grain: one row per exam.
with

exams as (

    select * from raw.reference__exams

),

stg_reference__exams as (

    select
        exam_code,
        name_lt as exam_name_lt,
        name_en as exam_name_en,
        description_lt,
        description_en,
        scale_min,
        scale_max,
        scale_unit,
        series_break_year,
        series_break_lt,
        series_break_en,
        sort_order,
        _source_document_key as source_document_key

    from exams

)

select * from stg_reference__exams
