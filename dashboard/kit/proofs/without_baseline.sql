-- from: without_baseline_rows
select count(*) as figure from without_baseline_rows
