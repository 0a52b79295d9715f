-- from: exam_median_rows
select cast(median(amount) as decimal(18, 2)) as figure from exam_median_rows
