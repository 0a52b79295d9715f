-- from: paid_to_schools_rows
select sum(amount) as figure from paid_to_schools_rows
