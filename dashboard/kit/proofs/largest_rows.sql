-- from: planned_rows
-- The dearest of the chosen activities: one row per policy area it serves.
with sums as (
    select
        item,
        sum(amount) as activity_amount
    from planned_rows
    group by item
)

select planned_rows.*
from planned_rows
where
    planned_rows.item = (
        select item from sums
        order by activity_amount desc nulls last, item
        limit 1
    )
