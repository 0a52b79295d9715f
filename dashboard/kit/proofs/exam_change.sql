-- from: exam_gap_rows
select
    abs(
        cast(median(amount) as decimal(18, 2))
        - cast(median(previous_value) as decimal(18, 2))
    ) as figure
from exam_gap_rows
