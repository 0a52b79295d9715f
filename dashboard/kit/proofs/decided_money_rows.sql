-- from: in_force_rows, planned_rows
-- Costs in force, and costs as printed with a minus: together what decisions changed.
select * from in_force_rows
union all by name
select * replace (-amount as amount) from planned_rows
