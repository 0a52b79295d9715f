-- from: exam_gap_rows
select cast(median(previous_value) as decimal(18, 2)) as figure from exam_gap_rows
