-- from: exam_plans_rows
select
    abs(
        cast(median(amount) filter (is_own) as decimal(18, 2))
        - cast(median(amount) filter (not is_own) as decimal(18, 2))
    ) as figure
from exam_plans_rows
