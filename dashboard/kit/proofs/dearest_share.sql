-- from: dearest_rows
select
    (select sum(amount) from dearest_rows)
    / (select sum(amount) from planned_rows) as figure
