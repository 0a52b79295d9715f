-- from: activities_rows
select count(*) as figure from activities_rows
