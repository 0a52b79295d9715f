-- from: in_force_rows, spent_rows
select
    (select sum(amount) from spent_rows)
    / nullif((select sum(amount) from in_force_rows), 0) as figure
