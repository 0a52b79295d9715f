-- from: activity_spent_rows
select sum(amount) as figure from activity_spent_rows
