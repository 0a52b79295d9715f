-- from: promised_rows
select count(*) as figure from promised_rows
