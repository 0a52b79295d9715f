-- from: ambiguous_lists_rows
select count(*) as figure from ambiguous_lists_rows
