-- Exam figures of schools. Not additive: shares, gaps and means of groups of pupils.
-- `is_after_series_break` marks years that cannot be compared with the ones before.
-- Figures of fewer than five pupils are withheld: they would tell of single pupils.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

exam_results as (

    select * from intermediate.int_exam_results__combined

),

exams as (

    select * from marts.dim_exam

),

fct_exam_result as (

    select
        exam_results.plan_code,
        exam_results.school_code,
        exam_results.exam_code,
        exam_results.measure_code,
        exam_results.subject_code,
        exam_results.school_year,
        case
            -- A group whose size is not known is not taken for a small one.
            when not coalesce(exam_results.candidates_count < 5, false)
                then exam_results.value
        end as value, -- noqa: RF04
        exam_results.unit_code,
        exam_results.reading,
        exam_results.printed_text,
        exam_results.candidates_count,
        exam_results.candidates_count < 5 as is_small_group,
        -- An exam without a break is never after one.
        coalesce(exam_results.school_year >= exams.series_break_school_year, false)
            as is_after_series_break,
        exam_results.source_kind,
        exam_results.is_synthetic,
        exam_results.source_document_key,
        exam_results.source_line

    from exam_results
    left join exams
        on exam_results.exam_code = exams.exam_code

)

select * from fct_exam_result
