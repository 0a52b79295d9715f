-- from: passed_checks_rows
select count(*) as figure from passed_checks_rows
