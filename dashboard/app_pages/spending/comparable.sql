-- What a plan can be compared with: changes of amounts, months spent a year ago, plans.
with changes as (
    select count(*) as changed_count
    from reports.rpt_absorption
    where plan_code = $plan and in_force_net_eur is distinct from printed_net_eur
),

months as (
    select
        date_trunc('year', reported_until_date)::date as first_month_date,
        date_trunc('month', reported_until_date)::date as last_month_date
    from reports.rpt_plan
    where plan_code = $plan
),

earlier as (
    select count(*) as earlier_count
    from reports.rpt_monthly_spending
    inner join months
        on
            month_date between
            first_month_date - interval 1 year and last_month_date - interval 1 year
    where plan_code = $plan and phase = 'executed'
),

others as (
    select
        count(*) as other_count,
        list(other_plan_code) as other_plan_codes,
        list(
            if(
                $language = 'en',
                other_municipality_name_en,
                other_municipality_name_lt
            )
            order by nearness
        ) as other_names,
        max(greatest(unassigned_ratio, other_unassigned_ratio)) > 0
            as has_unassigned
    from reports.rpt_plan_likeness
    where plan_code = $plan
),

nearest as (
    select
        other_plan_code as nearest_plan_code,
        if($language = 'en', other_municipality_name_en, other_municipality_name_lt)
            as nearest_name,
        net_eur,
        other_net_eur as nearest_net_eur,
        size_ratio,
        is_like_size,
        greatest(unassigned_ratio, other_unassigned_ratio) > 0
            as has_nearest_unassigned
    from reports.rpt_plan_likeness
    where plan_code = $plan and nearness = 1
)

select
    *,
    (select bool_and(plan_code is not null) from reports.rpt_municipality)
        as is_everyone_loaded
from changes
cross join months
cross join earlier
cross join others
left join nearest on true
