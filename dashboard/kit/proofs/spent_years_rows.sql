-- from: spent_rows
-- Payments of the last year that has any, and of the same months of the year before.
with until as (
    select max(paid_date) as reported_until_date
    from marts.fct_expenditure
    where plan_code = $plan and phase = 'executed'
)

select
    spent_rows.*,
    spent_rows.month_began >= date_trunc('year', until.reported_until_date)
        as is_this_year
from spent_rows
cross join until
where
    spent_rows.month_began <= until.reported_until_date
    and year(spent_rows.month_began) >= year(until.reported_until_date) - 1
    and month(spent_rows.month_began) <= month(until.reported_until_date)
