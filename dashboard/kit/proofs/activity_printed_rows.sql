-- One row of the cost table as the plan prints it.
select
    'activity' as item_kind,
    activity_key as item,
    concat(activity_number, ' ', title) as item_name,
    cast(null as varchar) as part_name,
    printed_net_eur as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from marts.dim_activity
where activity_key = $activity
