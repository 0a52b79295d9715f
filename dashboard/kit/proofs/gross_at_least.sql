-- from: gross_at_least_rows
select sum(amount) as figure from gross_at_least_rows
