-- from: examined_schools_rows
select count(*) as figure from examined_schools_rows
