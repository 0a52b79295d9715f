-- from: rejects_rows
select count(*) as figure from rejects_rows
