-- from: late_left_rows
select sum(amount) as figure from late_left_rows
