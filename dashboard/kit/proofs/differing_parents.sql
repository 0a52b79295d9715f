-- from: differing_parents_rows
select count(*) as figure from differing_parents_rows
