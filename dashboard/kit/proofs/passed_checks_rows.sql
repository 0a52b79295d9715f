-- Checks of the data of all plans that found nothing: one row per check.
select
    'check' as item_kind,
    audit as item,
    if($language = 'en', promise_en, promise_lt) as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(null as varchar) as places
from ops.audit_result
where row_count = 0
order by audit
