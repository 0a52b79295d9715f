-- from: activity_in_force_rows, activity_spent_rows
-- Costs of one activity in force, and its payments with a minus.
select * from activity_in_force_rows
union all by name
select * replace (-amount as amount) from activity_spent_rows
