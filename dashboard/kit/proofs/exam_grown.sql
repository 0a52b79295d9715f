-- from: exam_grown_rows
select count(*) as figure from exam_grown_rows
