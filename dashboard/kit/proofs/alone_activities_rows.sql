-- from: kept_schools
-- Counted activities of one school only: one row per activity row.
with alone as (
    select
        activity_key,
        any_value(school_code) as school_code
    from marts.bridge_activity_school
    where plan_code = $plan and role = 'implementing'
    group by activity_key
    having count(*) = 1
)

select
    'activity' as item_kind,
    activities.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    concat_ws(' ', kept_schools.school_code, kept_schools.school_name) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from alone
inner join kept_schools on alone.school_code = kept_schools.school_code
inner join marts.dim_activity as activities
    on alone.activity_key = activities.activity_key
where activities.cost_role = 'counted'
order by activities.sort_order
