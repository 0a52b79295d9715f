-- from: planned_rows
-- VAT as the plan prints it: one row per counted activity row and policy area.
select * replace (vat_eur as amount) from planned_rows
