-- from: printed_gross_rows
select sum(amount) as figure from printed_gross_rows
