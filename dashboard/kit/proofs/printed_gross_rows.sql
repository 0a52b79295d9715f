-- The sum of the whole plan with VAT as its document prints its parts: one row.
select
    'total' as item_kind,
    total_kind as item,
    if($language = 'en', 'Grand total', 'Bendra suma') as item_name,
    cast(null as varchar) as part_name,
    net_eur + vat_eur as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from marts.fct_plan_total
where plan_code = $plan and total_kind = 'grand'
