-- from: overspent_rows
select count(*) as figure from overspent_rows
