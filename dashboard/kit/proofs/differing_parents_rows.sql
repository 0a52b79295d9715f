-- Activities whose amounts differ from the sums of their parts: one row per activity.
select
    'finding' as item_kind,
    subject as item,
    subject as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(min(source_line) as varchar) as places
from marts.fct_finding
where
    plan_code = $plan
    and rule_code in (
        'parent_net_differs',
        'parent_vat_differs',
        'parent_differs_from_children'
    )
group by subject
order by subject
