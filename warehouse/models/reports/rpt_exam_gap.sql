-- Gap between Lithuanian and mathematics in schools, in percentage points: as printed,
-- or the difference of two printed shares of the same exam, measure and year. A figure
-- that can be read in more than one way makes the gap ambiguous too.
-- Grain: one row per plan, school, exam, measure and school year.
with

exam_results as (

    select * from reports.rpt_exam_result

),

gaps as (

    select
        plan_code,
        school_code,
        exam_code,
        measure_code,
        school_year,
        cast(null as decimal(18, 4)) as lithuanian_value,
        cast(null as decimal(18, 4)) as mathematics_value,
        value as gap_value,
        is_ambiguous,
        false as is_derived,
        is_after_series_break,
        source_kind,
        source_name,
        source_line

    from exam_results

    where measure_code like 'gap_lt_math%'

    union all

    select
        lithuanian.plan_code,
        lithuanian.school_code,
        lithuanian.exam_code,
        lithuanian.measure_code,
        lithuanian.school_year,
        lithuanian.value as lithuanian_value,
        mathematics.value as mathematics_value,
        lithuanian.value - mathematics.value as gap_value,
        lithuanian.is_ambiguous or mathematics.is_ambiguous as is_ambiguous,
        true as is_derived,
        lithuanian.is_after_series_break,
        lithuanian.source_kind,
        lithuanian.source_name,
        lithuanian.source_line

    from exam_results as lithuanian
    inner join exam_results as mathematics
        on
            lithuanian.plan_code = mathematics.plan_code
            and lithuanian.school_code = mathematics.school_code
            and lithuanian.exam_code = mathematics.exam_code
            and lithuanian.measure_code = mathematics.measure_code
            and lithuanian.school_year = mathematics.school_year
            and lithuanian.subject_code = 'lt'
            and mathematics.subject_code = 'math'

    where lithuanian.unit_code = 'percent' and mathematics.unit_code = 'percent'

),

schools as (

    select * from marts.dim_school

),

rpt_exam_gap as (

    select
        gaps.plan_code,
        gaps.school_code,
        schools.school_name,
        gaps.exam_code,
        gaps.measure_code,
        gaps.school_year,
        gaps.lithuanian_value,
        gaps.mathematics_value,
        gaps.gap_value,
        gaps.is_ambiguous,
        gaps.is_derived,
        gaps.is_after_series_break,
        gaps.source_kind,
        gaps.source_name,
        gaps.source_line,
        schools.sort_order as school_order

    from gaps
    left join schools
        on
            gaps.plan_code = schools.plan_code
            and gaps.school_code = schools.school_code

)

select * from rpt_exam_gap
