-- from: listed_rows
select count(*) as figure from listed_rows
