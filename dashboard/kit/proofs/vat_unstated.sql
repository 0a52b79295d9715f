-- from: vat_unstated_rows
select count(*) as figure from vat_unstated_rows
