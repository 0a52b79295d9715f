-- from: activity_left_rows
select sum(amount) as figure from activity_left_rows
