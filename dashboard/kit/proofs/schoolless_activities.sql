-- from: schoolless_activities_rows
select count(*) as figure from schoolless_activities_rows
