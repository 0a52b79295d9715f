-- Measures of exams that workbooks may report; a municipality may add its own.
-- Grain: one row per measure.
with

exam_measures as (

    select * from staging.stg_reference__exam_measures

),

dim_exam_measure as (

    select
        measure_code,
        measure_name_lt,
        measure_name_en,
        unit_code,
        sort_order

    from exam_measures

)

select * from dim_exam_measure
