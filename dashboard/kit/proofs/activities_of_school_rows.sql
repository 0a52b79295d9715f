-- Counted activities that a school has a role in; alone is a role too.
-- One row per activity row.
with alone as (
    select activity_key
    from marts.bridge_activity_school
    where role = 'implementing'
    group by activity_key
    having count(*) = 1
)

select
    'activity' as item_kind,
    activities.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from marts.bridge_activity_school as schools
inner join marts.dim_activity as activities
    on schools.activity_key = activities.activity_key
left join alone on schools.activity_key = alone.activity_key
where
    schools.plan_code = $plan
    and schools.school_code = $school_code
    and activities.cost_role = 'counted'
    and schools.role = if($role = 'alone', 'implementing', $role)
    and ($role <> 'alone' or alone.activity_key is not null)
order by activities.sort_order
