-- from: spent_rows
select sum(amount) as figure from spent_rows
