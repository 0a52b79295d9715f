-- from: planned_rows
select sum(amount) as figure from planned_rows
