-- from: planned_rows
-- Costs with the VAT that is stated, else without: one row per activity row and area.
select * replace (amount + coalesce(vat_eur, 0) as amount) from planned_rows
