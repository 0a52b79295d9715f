-- from: largest_rows
select sum(amount) as figure from largest_rows
