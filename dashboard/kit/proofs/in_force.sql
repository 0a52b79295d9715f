-- from: in_force_rows
select sum(amount) as figure from in_force_rows
