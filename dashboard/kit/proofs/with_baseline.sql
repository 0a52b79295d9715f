-- from: with_baseline_rows
select count(*) as figure from with_baseline_rows
