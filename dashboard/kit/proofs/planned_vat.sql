-- from: planned_vat_rows
select sum(amount) as figure from planned_vat_rows
