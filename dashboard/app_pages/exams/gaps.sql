-- from: chosen_series
with pupils as (
    select
        plan_code,
        school_code,
        value,
        period
    from reports.rpt_school_figure
    where figure_code = 'sen_pupil_share'
    qualify row_number() over (
        partition by plan_code, school_code order by period desc
    ) = 1
)

select
    gaps.*,
    lag(gaps.gap_value) over school_series as previous_gap_value,
    lag(gaps.school_year) over school_series as previous_year,
    -- A gap that is not sure, or from before a break, is no start of a change.
    coalesce(
        lag(gaps.is_ambiguous) over school_series
        or lag(gaps.is_after_series_break) over school_series
        <> gaps.is_after_series_break,
        true
    ) as is_previous_unfit,
    list_contains($school::varchar[], gaps.school_code) as is_marked,
    pupils.value as sen_pupil_share,
    pupils.period as sen_period
from reports.rpt_exam_gap as gaps
semi join chosen_series using (plan_code, exam_code, measure_code, school_year)
left join pupils
    using (plan_code, school_code)
where
    len($measures::varchar[]) = 0
    or list_contains(
        $measures::varchar[], concat_ws('/', gaps.exam_code, gaps.measure_code)
    )
window
    school_series as (
        partition by gaps.exam_code, gaps.measure_code, gaps.school_code
        order by gaps.school_year
    )
qualify
    gaps.school_year = max(gaps.school_year) over (
        partition by gaps.exam_code, gaps.measure_code
    )
order by gaps.exam_code, gaps.measure_code, gaps.school_order
