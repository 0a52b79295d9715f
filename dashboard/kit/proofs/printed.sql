-- from: printed_rows
select sum(amount) as figure from printed_rows
