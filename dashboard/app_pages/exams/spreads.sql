-- from: chosen_series
select *
from chosen_series
order by exam_order, measure_code, subject_order, school_year desc
