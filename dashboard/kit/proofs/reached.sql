-- from: reached_rows
select count(*) as figure from reached_rows
