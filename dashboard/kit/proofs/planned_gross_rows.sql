-- from: planned_rows
-- Costs with VAT as the plan prints it: one row per counted activity row and area.
select * replace (amount + vat_eur as amount) from planned_rows
