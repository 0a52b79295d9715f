-- from: planned_rows
-- The twelve dearest of the chosen activities: one row per policy area each serves.
with sums as (
    select
        item,
        sum(amount) as activity_amount
    from planned_rows
    group by item
),

dearest as (
    select item
    from sums
    order by activity_amount desc nulls last, item
    limit 12
)

select planned_rows.*
from planned_rows
inner join dearest
    on planned_rows.item = dearest.item
