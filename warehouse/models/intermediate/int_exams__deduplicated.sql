-- Reported exam figures, each once: a row met again under its business key
-- replaces the earlier one.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

exams as (

    select * from staging.stg_workbook__exams

),

numbered_exams as (

    select
        *,
        row_number() over (
            partition by
                plan_code, school_code, exam_code,
                measure_code, subject_code, school_year
            order by _precedence desc, source_row desc
        ) as recency_rank

    from exams

),

int_exams__deduplicated as (

    select
        plan_code,
        school_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        value,
        unit_code,
        candidates_count,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row

    from numbered_exams

    where recency_rank = 1

)

select * from int_exams__deduplicated
