-- Exam figures, as reported.
-- Grain: one row per source row.
with

exams as (

    select * from raw.workbook__exams

),

stg_workbook__exams as (

    select
        plan_code,
        nullif(school_code, '') as school_code,
        exam as exam_code,
        measure as measure_code,
        coalesce(nullif(subject, ''), 'none') as subject_code,
        school_year,
        -- Workbooks name the unit with the measure, as their contract says.
        case
            when measure like 'share_%' then 'percent'
            when measure like 'gap_%' then 'percentage_points'
            when measure like 'mean_%' then 'score'
            when measure like 'count_%' then 'count'
        end as unit_code,
        value,
        candidates_count,
        is_synthetic,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _precedence,
        _loaded_at

    from exams

)

select * from stg_workbook__exams
