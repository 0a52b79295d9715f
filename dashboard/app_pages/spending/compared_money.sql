-- from: absorbed, payments
with months as (
    select
        date_trunc('year', reported_until_date)::date as first_month_date,
        date_trunc('month', reported_until_date)::date as last_month_date
    from reports.rpt_plan
    where plan_code = $plan
),

sides as (
    select
        activity_key,
        policy_area_code,
        in_force_net_eur as own_value,
        printed_net_eur as other_value,
        false as is_synthetic
    from absorbed
    where $compared = 'printed'
    union all
    select
        payments.activity_key,
        payments.policy_area_code,
        if(payments.month_date >= months.first_month_date, payments.net_eur, null),
        if(payments.month_date < months.first_month_date, payments.net_eur, null),
        payments.is_synthetic
    from payments
    inner join months
        on
            payments.month_date between
            months.first_month_date and months.last_month_date
            or payments.month_date + interval 1 year between
            months.first_month_date and months.last_month_date
    where $compared = 'last-year'
)

select
    case $grouping
        when 'activity' then absorbed.activity_key
        when 'category' then absorbed.cost_category_code
        else absorbed.policy_area_code
    end as group_key,
    any_value(case $grouping
        when 'activity'
            then concat(absorbed.activity_number, ' ', absorbed.activity_title)
        when 'category' then absorbed.category_name
        else absorbed.area_name
    end) as group_label,
    any_value(if($grouping = 'area', absorbed.policy_area_code, ''))
        as policy_area_code,
    sum(sides.own_value) as own_value,
    sum(sides.other_value) as other_value,
    coalesce(sum(sides.own_value), 0) - coalesce(sum(sides.other_value), 0)
        as difference_value,
    sum(sum(sides.own_value)) over () as all_own_value,
    sum(sum(sides.other_value)) over () as all_other_value,
    coalesce(sum(sum(sides.own_value)) over (), 0)
    - coalesce(sum(sum(sides.other_value)) over (), 0) as all_difference_value,
    bool_or(sides.is_synthetic) as is_synthetic
from sides
inner join absorbed using (activity_key, policy_area_code)
group by group_key
having own_value is not null or other_value is not null
order by abs(difference_value) desc, own_value desc nulls last, group_key
