-- Spread between schools: lowest, median and highest school. Figures that can be read
-- in more than one way are counted apart and left out; so are those without a value.
-- Every school weighs the same, however many pupils it has.
-- Grain: one row per plan, exam, measure, subject and school year.
with

exam_results as (

    select * from reports.rpt_exam_result

),

rpt_exam_spread as (

    select
        plan_code,
        exam_code,
        measure_code,
        subject_code,
        subject_name_lt,
        subject_name_en,
        school_year,
        unit_code,
        is_after_series_break,
        count(value) filter (where not is_ambiguous) as school_count,
        count(*) filter (where is_ambiguous) as ambiguous_count,
        min(value) filter (where not is_ambiguous) as lowest_value,
        cast(median(value) filter (where not is_ambiguous) as decimal(18, 2))
            as median_value,
        max(value) filter (where not is_ambiguous) as highest_value,
        max(value) filter (where not is_ambiguous)
        - min(value) filter (where not is_ambiguous) as spread_value,
        exam_order,
        subject_order

    from exam_results

    group by all

)

select * from rpt_exam_spread
