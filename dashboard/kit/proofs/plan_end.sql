-- from: plan_end_rows
select max(amount) as figure from plan_end_rows
