-- Exam figures printed in plans and reported in workbooks; a reported one replaces the
-- printed one of the same key, which stays in `raw`; a made-up one never does.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

printed_results as (

    select * from staging.stg_plan_package__exam_results

),

-- A row met again under its business key replaces the earlier one.
reported_results as (

    select * from staging.stg_workbook__exams

    qualify
        row_number() over (
            partition by
                plan_code,
                school_code,
                exam_code,
                measure_code,
                subject_code,
                school_year
            order by _precedence desc, source_row desc
        ) = 1

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
        source_line

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
        source_row as source_line

    from reported_results

),

int_exam_results__combined as (

    select * from both_kinds

    qualify
        row_number() over (
            partition by
                plan_code,
                school_code,
                exam_code,
                measure_code,
                subject_code,
                school_year
            order by
                is_synthetic,
                case source_kind when 'workbook' then 1 else 2 end
        ) = 1

)

select * from int_exam_results__combined
