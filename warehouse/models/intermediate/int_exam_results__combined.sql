-- Exam figures printed in plans and reported in workbooks; a reported one replaces the
-- printed one of the same key, which stays in `raw`; a made-up one never does.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

printed_results as (

    select * from staging.stg_plan_package__exam_results

),

reported_results as (

    select * from intermediate.int_exams__deduplicated

),

both_kinds as (

    select
        plan_code,
        school_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        value,
        unit_code,
        reading,
        printed_text,
        cast(null as bigint) as candidates_count,
        'plan_package' as source_kind,
        false as is_synthetic,
        source_document_key,
        source_line,
        2 as precedence

    from printed_results

    union all

    select
        plan_code,
        school_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        value,
        unit_code,
        'plain' as reading,
        cast(null as varchar) as printed_text,
        candidates_count,
        'workbook' as source_kind,
        is_synthetic,
        source_document_key,
        source_row as source_line,
        1 as precedence

    from reported_results

),

int_exam_results__combined as (

    select
        plan_code,
        school_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        value,
        unit_code,
        reading,
        printed_text,
        candidates_count,
        source_kind,
        is_synthetic,
        source_document_key,
        source_line

    from both_kinds

    qualify
        row_number() over (
            partition by
                plan_code,
                school_code,
                exam_code,
                measure_code,
                subject_code,
                school_year
            order by is_synthetic, precedence
        ) = 1

)

select * from int_exam_results__combined
