-- from: exam_gap_rows
select count(*) as figure from exam_gap_rows
