-- from: compared_totals_rows
-- Printed totals that do not follow from what makes them up: one row per kind of total.
select * from compared_totals_rows
where
    coalesce(net_difference_eur, 0) <> 0
    or coalesce(vat_difference_eur, 0) <> 0
order by item
