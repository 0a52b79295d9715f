-- from: shared_rows
select count(*) as figure from shared_rows
