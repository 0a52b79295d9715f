-- Exam figures printed in plans and reported in workbooks; a reported one replaces the
-- printed one of the same key, which stays in `raw`; a made-up one never does.
-- Grain: one row per plan, school, exam, measure, subject and school year.
with

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

    from staging.stg_plan_package__exam_results

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
        cast(null as string) as printed_text,
        candidates_count,
        'workbook' as source_kind,
        is_synthetic,
        source_document_key,
        source_row as source_line

    from intermediate.int_exams__deduplicated

),

ranked_results as (

    select
        *,
        row_number() over (
            partition by
                plan_code, school_code, exam_code,
                measure_code, subject_code, school_year
            order by
                is_synthetic nulls last,
                case source_kind when 'workbook' then 1 else 2 end
        ) as kind_rank

    from both_kinds

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

    from ranked_results

    where kind_rank = 1

)

select * from int_exam_results__combined
