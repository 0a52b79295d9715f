-- from: latest_changes
select *
from latest_changes
where concat_ws('/', exam_code, measure_code, subject_code) = $series
order by school_order
