-- Exams, and since when their results cannot be compared with earlier ones.
-- Grain: one row per exam.
with

exams as (

    select * from staging.stg_reference__exams

),

dim_exam as (

    select
        exam_code,
        exam_name_lt,
        exam_name_en,
        description_lt,
        description_en,
        scale_min,
        scale_max,
        scale_unit,
        series_break_lt,
        series_break_en,
        sort_order,

        -- Exams of a calendar year are taken at the end of its school year.
        case
            when series_break_year is not null
                then concat_ws('-', series_break_year - 1, series_break_year)
        end as series_break_school_year

    from exams

)

select * from dim_exam
