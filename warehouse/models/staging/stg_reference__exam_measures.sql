-- Measures of exams that workbooks may report.
-- Grain: one row per measure.
with

exam_measures as (

    select * from raw.reference__exam_measures

),

stg_reference__exam_measures as (

    select
        measure_code,
        name_lt as measure_name_lt,
        name_en as measure_name_en,
        unit as unit_code,
        sort_order,
        _source_document_key as source_document_key

    from exam_measures

)

select * from stg_reference__exam_measures
