-- from: alone_activities_rows
select count(*) as figure from alone_activities_rows
