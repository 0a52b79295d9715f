-- Spread between schools: lowest, median and highest school. Figures that can be read
-- in more than one way are counted apart and left out; so are those without a value.
-- Every school weighs the same, however many pupils it has. What pages count of all
-- figures of a year stands beside, so that they need not read the figures.
-- Grain: one row per plan, exam, measure, subject and school year.
with

exam_results as (

    select * from reports.rpt_exam_result

),

rpt_exam_spread as (

    select
        plan_code,
        exam_code,
        exam_name_lt,
        exam_name_en,
        measure_code,
        subject_code,
        subject_name_lt,
        subject_name_en,
        school_year,
        unit_code,
        is_after_series_break,
        bool_or(is_synthetic) as is_synthetic,
        bool_or(source_kind = 'workbook') as is_reported,
        count(*) as figure_count,
        count(value) as value_count,
        cast(sum(candidates_count) as bigint) as candidates_count,
        count(*) filter (where is_small_group) as withheld_count,
        count(value) filter (where not is_ambiguous) as school_count,
        count(*) filter (where is_ambiguous) as ambiguous_count,
        min(value) filter (where not is_ambiguous) as lowest_value,
        -- Half of the two in the middle, which are one and the same of odd counts.
        cast(
            (
                percentile_disc(0.5) within group (order by value nulls last)
                filter (where not is_ambiguous)
                + percentile_disc(0.5) within group (order by value desc)
                filter (where not is_ambiguous)
            )
            * 0.5 as decimal(18, 2)
        ) as median_value,
        max(value) filter (where not is_ambiguous) as highest_value,
        max(value) filter (where not is_ambiguous)
        - min(value) filter (where not is_ambiguous) as spread_value,
        exam_order,
        subject_order

    from exam_results

    group by
        plan_code,
        exam_code,
        exam_name_lt,
        exam_name_en,
        measure_code,
        subject_code,
        subject_name_lt,
        subject_name_en,
        school_year,
        unit_code,
        is_after_series_break,
        exam_order,
        subject_order

)

select * from rpt_exam_spread
