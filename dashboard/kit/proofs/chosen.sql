-- from: paces
-- What the filters keep of plan and payments: one row per activity row and area.
with amounts as (
    select
        activity_key,
        policy_area_code
    from marts.fct_planned_cost
    where plan_code = $plan
    union
    select
        activity_key,
        policy_area_code
    from marts.fct_cost_in_force
    where plan_code = $plan
    union
    select
        activity_key,
        policy_area_code
    from marts.fct_monthly_spending
    where plan_code = $plan
)

select
    amounts.activity_key,
    amounts.policy_area_code,
    activities.activity_number,
    activities.title as activity_title,
    activities.sort_order as activity_order,
    areas.sort_order as policy_area_order,
    if(
        $language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt
    ) as area_name
from amounts
inner join marts.dim_activity as activities
    on amounts.activity_key = activities.activity_key
inner join marts.dim_policy_area as areas
    on amounts.policy_area_code = areas.policy_area_code
left join paces
    on amounts.activity_key = paces.activity_key
where
    (
        len($area::varchar[]) = 0
        or list_contains($area::varchar[], amounts.policy_area_code)
    )
    and (
        len($category::varchar[]) = 0
        or list_contains($category::varchar[], activities.cost_category_code)
    )
    and (
        len($school::varchar[]) = 0
        or amounts.activity_key in (
            select activity_key
            from marts.bridge_activity_school
            where
                role = 'implementing'
                and list_contains($school::varchar[], school_code)
        )
    )
    and (
        len($year::integer[]) = 0
        or len(list_filter(
            $year::integer[], lambda chosen:
            chosen >= year(activities.period_start_date)
            and chosen <= year(activities.period_end_date)
        )) > 0
    )
    and (
        len($pace::varchar[]) = 0
        or list_contains($pace::varchar[], paces.status_code)
    )
    and len(list_filter(
        $search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(
                lower(concat(activities.activity_number, ' ', activities.title))
            ),
            pattern
        )
    )) = 0
