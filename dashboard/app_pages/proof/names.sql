-- Name of what a condition names: one row, or none where its column has no names.
with named as (
    select
        'policy_area_code' as column_name,
        policy_area_code as code,
        if($language = 'en', policy_area_name_en, policy_area_name_lt) as name
    from marts.dim_policy_area
    union all
    select
        'cost_category_code',
        cost_category_code,
        if($language = 'en', cost_category_name_en, cost_category_name_lt)
    from marts.dim_cost_category
    union all
    select
        'activity_key',
        activity_key,
        concat(activity_number, '. ', title)
    from marts.dim_activity
    union all
    select
        'indicator_number',
        indicator_number,
        concat(indicator_number, '. ', indicator_name)
    from marts.dim_indicator
    where plan_code = $plan
    union all
    select
        'school_code',
        school_code,
        concat_ws(' ', school_code, school_name)
    from marts.dim_school
    where plan_code = $plan
    union all
    select
        'plan_code',
        plan_code,
        if($language = 'en', municipality_name_en, municipality_name_lt)
    from reports.rpt_plan
)

select name
from named
where column_name = $named_by and code = $value
