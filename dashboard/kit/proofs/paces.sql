-- What payments say of each activity row, told anew: one row per activity row.
with until as (
    select max(paid_date) as reported_until_date
    from marts.fct_expenditure
    where plan_code = $plan and phase = 'executed'
),

spent as (
    select
        activity_key,
        sum(net_eur) as net_eur
    from marts.fct_expenditure
    where plan_code = $plan and phase = 'executed'
    group by activity_key
),

in_force as (
    select
        activity_key,
        sum(net_eur) as net_eur
    from marts.fct_cost_in_force
    where plan_code = $plan
    group by activity_key
),

compared as (
    select
        activities.activity_key,
        activities.period_end_date,
        until.reported_until_date,
        in_force.net_eur as in_force_net_eur,
        spent.net_eur as spent_net_eur,
        spent.net_eur / nullif(in_force.net_eur, 0) as spent_ratio,
        case
            when until.reported_until_date < activities.period_start_date then 0
            when until.reported_until_date >= activities.period_end_date then 1
            when activities.period_start_date <= activities.period_end_date
                then
                    (
                        date_diff(
                            'day',
                            activities.period_start_date,
                            until.reported_until_date
                        ) + 1
                    )
                    / (
                        date_diff(
                            'day',
                            activities.period_start_date,
                            activities.period_end_date
                        ) + 1
                    )
        end as expected_ratio
    from marts.dim_activity as activities
    left join in_force on activities.activity_key = in_force.activity_key
    left join spent on activities.activity_key = spent.activity_key
    cross join until
    where activities.plan_code = $plan
)

select
    activity_key,
    in_force_net_eur,
    spent_net_eur,
    case
        when reported_until_date is null then 'not_reported'
        when spent_ratio is null and spent_net_eur <> 0 then 'not_planned'
        when
            abs(in_force_net_eur - spent_net_eur)
            <= greatest(in_force_net_eur * 0.001, 1)
            and spent_ratio is not null
            then 'spent'
        when spent_ratio > 1 then 'overspent'
        when period_end_date < reported_until_date and spent_net_eur is null
            then 'no_payments'
        when period_end_date < reported_until_date then 'late'
        when expected_ratio is null then 'pace_unknown'
        when spent_ratio is null and expected_ratio = 0 then 'not_begun'
        when spent_ratio is null then 'no_payments'
        when spent_ratio >= expected_ratio then 'on_course'
        when spent_ratio >= expected_ratio / 2 then 'at_risk'
        else 'off_course'
    end as status_code
from compared
