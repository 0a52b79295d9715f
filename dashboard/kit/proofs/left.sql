-- from: left_rows
select sum(amount) as figure from left_rows
