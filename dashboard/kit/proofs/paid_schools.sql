-- from: paid_schools_rows
select count(*) as figure from paid_schools_rows
