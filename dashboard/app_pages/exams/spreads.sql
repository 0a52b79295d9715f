-- from: chosen_results
with selected_series as (
    select distinct
        plan_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        subject_name
    from chosen_results
)

select
    spreads.*,
    selected_series.subject_name
from reports.rpt_exam_spread as spreads
inner join selected_series
    using (plan_code, exam_code, measure_code, subject_code, school_year)
order by exam_order, measure_code, subject_order, school_year desc
