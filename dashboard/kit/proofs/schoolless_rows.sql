-- from: planned_rows
-- Costs of activities that name no implementing school.
select *
from planned_rows
where
    item not in (
        select activity_key from marts.bridge_activity_school
        where role = 'implementing'
    )
