-- from: paces
-- Activities that cost more than they got, or got nothing: one row per activity row.
select
    'activity' as item_kind,
    paces.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    cast(null as varchar) as part_name,
    paces.status_code,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from paces
inner join marts.dim_activity as activities
    on paces.activity_key = activities.activity_key
where paces.status_code in ('overspent', 'not_planned')
order by activities.sort_order
