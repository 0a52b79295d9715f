-- from: findings_rows
select count(*) as figure from findings_rows
