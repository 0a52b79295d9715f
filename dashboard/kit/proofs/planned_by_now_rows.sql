-- from: in_force_rows, spent_rows
-- What was to be spent by the end of the last month with payments, along the straight
-- line of each activity: one row per activity row and policy area.
with until as (
    select last_day(max(month_began)) as until_date
    from spent_rows
),

lined as (
    select
        in_force_rows.*,
        in_force_rows.amount * greatest(0, least(1, (
            date_diff('day', activities.period_start_date, until.until_date) + 1
        ) / (
            date_diff(
                'day', activities.period_start_date, activities.period_end_date
            ) + 1
        ))) as exact_amount
    from in_force_rows
    inner join marts.dim_activity as activities
        on in_force_rows.item = activities.activity_key
    cross join until
    where activities.period_start_date <= activities.period_end_date
)

select * replace (cast(exact_amount as decimal(18, 2)) as amount)
from lined
where exact_amount <> 0
