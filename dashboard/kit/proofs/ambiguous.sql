-- from: ambiguous_rows
select count(*) as figure from ambiguous_rows
