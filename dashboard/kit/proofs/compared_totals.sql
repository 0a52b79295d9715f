-- from: compared_totals_rows
select count(*) as figure from compared_totals_rows
