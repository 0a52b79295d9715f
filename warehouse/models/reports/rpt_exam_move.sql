-- How the schools of a plan moved between the last two years of a series that can be
-- compared: those that grew, those that shrank, the middle before and after.
-- Grain: one row per plan, exam, measure and subject.
with

exam_changes as (

    select * from reports.rpt_exam_change

),

rpt_exam_move as (

    select
        plan_code,
        exam_code,
        measure_code,
        subject_code,
        min(subject_name_lt) as subject_name_lt,
        min(subject_name_en) as subject_name_en,
        min(unit_code) as unit_code,
        max(previous_year) as previous_year,
        max(school_year) as school_year,
        count(*) as school_count,
        count(*) filter (where change_value > 0) as grown_count,
        count(*) filter (where change_value < 0) as shrunk_count,
        -- Half of the two in the middle, which are one and the same of odd counts.
        cast(
            (
                percentile_disc(0.5) within group (
                    order by previous_value nulls last
                )
                + percentile_disc(0.5) within group (order by previous_value desc)
            )
            * 0.5 as decimal(18, 2)
        ) as previous_median,
        cast(
            (
                percentile_disc(0.5) within group (order by value nulls last)
                + percentile_disc(0.5) within group (order by value desc)
            )
            * 0.5 as decimal(18, 2)
        ) as median_value,
        measure_code like 'gap_lt_math%' as is_gap,
        min(subject_order) as subject_order

    from exam_changes

    where is_last

    group by plan_code, exam_code, measure_code, subject_code

)

select * from rpt_exam_move
