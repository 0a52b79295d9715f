-- from: changed_targets_rows
select count(*) as figure from changed_targets_rows
