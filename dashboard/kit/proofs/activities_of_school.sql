-- from: activities_of_school_rows
select count(*) as figure from activities_of_school_rows
