-- from: late_rows
select count(*) as figure from late_rows
