-- from: exam_shrunk_rows
select count(*) as figure from exam_shrunk_rows
