-- from: chosen_results
-- Figures of one series: of the schools that were asked for, or of all.
select *
from chosen_results
where
    concat_ws('/', exam_code, measure_code, subject_code) = $series
    and (len($school::varchar[]) = 0 or is_marked)
order by school_order, school_year desc
