-- from: measured_rows
select count(*) as figure from measured_rows
