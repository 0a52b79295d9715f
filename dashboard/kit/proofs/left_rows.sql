-- from: in_force_rows, spent_rows
-- Costs in force, and payments with a minus: together what is left.
select * from in_force_rows
union all by name
select * replace (-amount as amount) from spent_rows
