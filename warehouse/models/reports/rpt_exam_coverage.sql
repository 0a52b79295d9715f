-- Which exam figures there are: how many of each school, exam, subject and year, and
-- what is to be known of them together. Counts are additive.
-- Grain: one row per plan, school, exam, subject and school year.
with

exam_results as (

    select * from reports.rpt_exam_result

),

rpt_exam_coverage as (

    select
        plan_code,
        school_code,
        min(school_name) as school_name,
        exam_code,
        subject_code,
        min(subject_name_lt) as subject_name_lt,
        min(subject_name_en) as subject_name_en,
        school_year,
        count(*) as figure_count,
        count(*) filter (where is_ambiguous) as ambiguous_count,
        count(candidates_count) as counted_count,
        bool_or(is_after_series_break) as is_after_series_break,
        min(series_break_lt) as series_break_lt,
        min(series_break_en) as series_break_en,
        bool_or(is_synthetic) as is_synthetic,
        min(exam_order) as exam_order,
        min(subject_order) as subject_order,
        min(school_order) as school_order

    from exam_results

    group by plan_code, school_code, exam_code, subject_code, school_year

)

select * from rpt_exam_coverage
