-- from: differing_totals_rows
select count(*) as figure from differing_totals_rows
