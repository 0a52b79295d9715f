-- from: exam_gap_rows
-- Schools whose figure fell: one row per school.
select * replace (1 as amount)
from exam_gap_rows
where amount < previous_value
