-- from: activity_in_force_rows
select sum(amount) as figure from activity_in_force_rows
