-- from: compared_years_rows
select count(*) as figure from compared_years_rows
