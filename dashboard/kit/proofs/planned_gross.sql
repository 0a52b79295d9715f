-- from: planned_gross_rows
select sum(amount) as figure from planned_gross_rows
