-- from: planned_rows
-- Activity rows that serve several policy areas: one row each.
with areas as (
    select
        activity_key,
        count(distinct policy_area_code) as policy_area_count
    from marts.fct_planned_cost
    where plan_code = $plan
    group by activity_key
)

select
    planned_rows.item_kind,
    planned_rows.item,
    planned_rows.item_name,
    string_agg(planned_rows.part_name, '; ') as part_name,
    1 as amount,
    any_value(planned_rows.file_name) as file_name,
    any_value(planned_rows.places) as places
from planned_rows
inner join areas on planned_rows.item = areas.activity_key
where areas.policy_area_count > 1
group by planned_rows.item_kind, planned_rows.item, planned_rows.item_name
order by any_value(cast(planned_rows.places as bigint)), planned_rows.item
