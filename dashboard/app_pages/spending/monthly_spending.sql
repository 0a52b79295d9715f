-- from: absorbed, payments
with months as (
    select
        unnest(generate_series(
            min(month_date), max(month_date), interval 1 month
        ))::date as month_date
    from payments
),

monthly as (
    select
        months.month_date,
        coalesce(sum(payments.net_eur), 0) as executed_net_eur
    from months
    left join payments using (month_date)
    group by months.month_date
),

-- The straight line of each activity, from its first to its last day, by month's end.
activities as (
    select
        absorbed.in_force_net_eur,
        lines.period_start_date,
        lines.period_end_date
    from absorbed
    inner join reports.rpt_activity_absorption as lines
        on absorbed.activity_key = lines.activity_key
    where lines.period_start_date <= lines.period_end_date
),

lined as (
    select
        monthly.month_date,
        sum(
            activities.in_force_net_eur
            * greatest(0, least(1, (
                date_diff(
                    'day',
                    activities.period_start_date,
                    last_day(monthly.month_date)
                ) + 1
            ) / (
                date_diff(
                    'day', activities.period_start_date, activities.period_end_date
                ) + 1
            )))
        ) as planned_so_far_net_eur
    from monthly
    cross join activities
    group by monthly.month_date
)

select
    month_date,
    executed_net_eur,
    planned_so_far_net_eur,
    sum(executed_net_eur) over by_time as so_far_net_eur,
    so_far_net_eur / (select nullif(sum(in_force_net_eur), 0) from absorbed)
        as executed_ratio
from monthly
left join lined using (month_date)
window by_time as (order by month_date)
order by month_date
