-- from: planned_by_now_rows
select sum(exact_amount) as figure from planned_by_now_rows
