-- from: kept_promises, naming_activities
-- Counted costs of activities that name an indicator that is off course, each once;
-- a part that names none serves what the nearest whole above it names.
select
    'activity' as item_kind,
    activities.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    cast(null as varchar) as part_name,
    sum(costs.net_eur) as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from marts.fct_planned_cost as costs
inner join marts.dim_activity as activities
    on costs.activity_key = activities.activity_key
inner join naming_activities
    on activities.activity_key = naming_activities.activity_key
where
    naming_activities.naming_key in (
        select links.activity_key
        from marts.bridge_activity_indicator as links
        inner join kept_promises
            on links.indicator_number = kept_promises.item
        where
            links.plan_code = $plan
            and kept_promises.status_code = 'off_course'
    )
group by all
order by any_value(activities.sort_order)
