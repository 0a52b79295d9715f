-- What questions may name, a row each; a municipality without a plan has no plan code.
with years as (
    select
        plan_code,
        unnest(generate_series(
            min(year(period_start_date)), max(year(period_end_date))
        )) as year_number
    from reports.rpt_planned_cost
    group by plan_code
)

select
    'plan' as kind,
    coalesce(plan_code, municipality_code) as code,
    coalesce(plan_code, '') as plan_code,
    '' as number,
    municipality_name_lt as name_lt,
    municipality_name_en as name_en,
    0 as place
from reports.rpt_municipality
union all
select
    'area' as kind,
    policy_area_code as code,
    '' as plan_code,
    '' as number,
    policy_area_name_lt as name_lt,
    policy_area_name_en as name_en,
    sort_order as place
from marts.dim_policy_area
union all
select distinct
    'category' as kind,
    cost_category_code as code,
    '' as plan_code,
    '' as number,
    cost_category_name_lt as name_lt,
    cost_category_name_en as name_en,
    cost_category_order as place
from reports.rpt_planned_cost
union all
select
    'subject' as kind,
    subject_code as code,
    '' as plan_code,
    '' as number,
    subject_name_lt as name_lt,
    subject_name_en as name_en,
    sort_order as place
from marts.dim_subject
union all
select
    'school' as kind,
    school_code as code,
    plan_code,
    school_code as number,
    coalesce(school_name, school_code) as name_lt,
    coalesce(school_name, school_code) as name_en,
    sort_order as place
from marts.dim_school
union all
select
    'activity' as kind,
    activity_key as code,
    plan_code,
    activity_number as number,
    activity_title as name_lt,
    activity_title as name_en,
    activity_order as place
from reports.rpt_activity
union all
select
    'indicator' as kind,
    indicator_number as code,
    plan_code,
    indicator_number as number,
    indicator_name as name_lt,
    indicator_name as name_en,
    sort_order as place
from reports.rpt_indicator
union all
select
    'year' as kind,
    cast(year_number as varchar) as code,
    plan_code,
    cast(year_number as varchar) as number,
    cast(year_number as varchar) as name_lt,
    cast(year_number as varchar) as name_en,
    year_number as place
from years
union all
select distinct
    'school_year' as kind,
    school_year as code,
    plan_code,
    school_year as number,
    school_year as name_lt,
    school_year as name_en,
    0 as place
from reports.rpt_exam_spread
order by kind, plan_code, place, code
