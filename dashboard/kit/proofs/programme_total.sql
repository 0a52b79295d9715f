-- from: programme_total_rows
select sum(amount) as figure from programme_total_rows
