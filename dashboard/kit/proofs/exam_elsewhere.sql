-- from: exam_plans_rows
select cast(median(amount) filter (not is_own) as decimal(18, 2)) as figure
from exam_plans_rows
