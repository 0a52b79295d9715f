-- Exam figures of schools with their names. Not additive: shares and gaps of groups of
-- pupils whose size plans seldom print. A share of a group whose size is known has the
-- bounds between which it lies with 95 % confidence (Wilson's interval).
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

shares as (

    select
        *,
        case
            when
                unit_code = 'percent'
                and candidates_count > 0
                and value between 0 and 100
                then cast(value as double) / 100
        end as share_ratio,
        cast(candidates_count as double) as n,
        cast(1.959964 as double) as z

    from marts.fct_exam_result

),

exam_results as (

    select
        *,
        (share_ratio + z * z / cast(2 * n as double))
        / cast(1 + z * z / cast(n as double) as double) as center,
        z * sqrt(
            share_ratio * (1 - share_ratio) / cast(n as double)
            + z * z / cast(4 * n * n as double)
        )
        / cast(1 + z * z / cast(n as double) as double) as half_width

    from shares

),

schools as (

    select * from marts.dim_school

),

exams as (

    select * from marts.dim_exam

),

subjects as (

    select * from marts.dim_subject

),

source_documents as (

    select * from marts.dim_source_document

),

rpt_exam_result as (

    select
        exam_results.plan_code,
        exam_results.school_code,
        schools.school_name,
        exam_results.exam_code,
        exams.exam_name_lt,
        exams.exam_name_en,
        exam_results.measure_code,
        exam_results.subject_code,
        subjects.subject_name_lt,
        subjects.subject_name_en,
        exam_results.school_year,
        exam_results.value,
        exam_results.unit_code,
        exam_results.reading = 'ambiguous' as is_ambiguous,
        exam_results.printed_text,
        exam_results.candidates_count,
        exam_results.is_small_group,
        100 * (exam_results.center - exam_results.half_width) as low_value,
        100 * (exam_results.center + exam_results.half_width) as high_value,
        exam_results.is_after_series_break,
        exams.series_break_lt,
        exams.series_break_en,
        exam_results.is_synthetic,
        exam_results.source_kind,
        coalesce(source_documents.document_name, source_documents.source_name)
            as source_name,
        exam_results.source_line,
        exams.sort_order as exam_order,
        subjects.sort_order as subject_order,
        schools.sort_order as school_order

    from exam_results
    left join schools
        on
            exam_results.plan_code = schools.plan_code
            and exam_results.school_code = schools.school_code
    inner join exams
        on exam_results.exam_code = exams.exam_code
    left join subjects
        on exam_results.subject_code = subjects.subject_code
    left join source_documents
        on exam_results.source_document_key = source_documents.source_document_key

)

select * from rpt_exam_result
