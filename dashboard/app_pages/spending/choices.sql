with years as (
    select
        unnest(generate_series(
            min(year(period_start_date)), max(year(period_end_date))
        )) as year_number
    from reports.rpt_planned_cost
    where plan_code = $plan
)

select
    'area' as name,
    policy_area_code as code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as label,
    policy_area_order as sort_order
from reports.rpt_planned_cost
where plan_code = $plan
union
select
    'category',
    cost_category_code,
    if($language = 'en', cost_category_name_en, cost_category_name_lt),
    cost_category_order
from reports.rpt_planned_cost
where plan_code = $plan
union
select
    'school',
    school_code,
    concat_ws(' · ', school_code, school_name),
    school_order
from reports.rpt_activity_school
where plan_code = $plan and role = 'implementing'
union
select
    'pace',
    status_code as code,
    cast(status_code as varchar) as label,
    list_position(
        [
            'late', 'no_payments', 'off_course', 'at_risk', 'overspent',
            'not_planned', 'pace_unknown', 'on_course', 'spent', 'not_begun'
        ],
        status_code
    )
from reports.rpt_activity_absorption
where plan_code = $plan and status_code <> 'not_reported'
union
select
    'year',
    cast(year_number as varchar) as code,
    cast(year_number as varchar) as label,
    year_number
from years
order by name, sort_order, code
