-- Change of schools from one school year to the next one that is printed. A change over
-- the break of a series, or from or to an ambiguous reading, is not worked out. The
-- last of those that are, of any school, is the last change of the series.
-- Grain: one row per plan, school, exam, measure, subject and pair of school years.
with

ordered_results as (

    select
        *,
        lag(school_year) over (school_series) as previous_year,
        lag(value) over (school_series) as previous_value,
        lag(is_ambiguous) over (school_series) as is_previous_ambiguous,
        lag(is_after_series_break) over (school_series) as is_previous_after_break

    from reports.rpt_exam_result

    window
        school_series as (
            partition by
                plan_code, school_code, exam_code, measure_code, subject_code
            order by school_year nulls last
        )

),

changes as (

    select
        plan_code,
        school_code,
        school_name,
        exam_code,
        measure_code,
        subject_code,
        subject_name_lt,
        subject_name_en,
        unit_code,
        previous_year,
        school_year,
        previous_value,
        value,
        is_ambiguous,
        case
            when
                not is_ambiguous
                and not is_previous_ambiguous
                and is_after_series_break = is_previous_after_break
                then value - previous_value
        end as change_value,
        subject_order,
        school_order

    from ordered_results

    where previous_year is not null

),

dated_changes as (

    select
        *,
        max(case when change_value is not null then school_year end) over (
            partition by plan_code, exam_code, measure_code, subject_code
        ) as last_year

    from changes

),

rpt_exam_change as (

    select
        plan_code,
        school_code,
        school_name,
        exam_code,
        measure_code,
        subject_code,
        subject_name_lt,
        subject_name_en,
        unit_code,
        previous_year,
        school_year,
        previous_value,
        value,
        is_ambiguous,
        change_value,
        change_value is not null and school_year = last_year as is_last,
        subject_order,
        school_order

    from dated_changes

)

select * from rpt_exam_change
