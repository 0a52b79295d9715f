-- from: schools_rows
select count(*) as figure from schools_rows
