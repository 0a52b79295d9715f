-- What the filters keep: one row per activity row and policy area, planned or spent on.
select
    activity_key,
    policy_area_code
from reports.rpt_absorption
where
    plan_code = $plan
    and (
        len($area::varchar[]) = 0
        or list_contains($area::varchar[], policy_area_code)
    )
    and (
        len($category::varchar[]) = 0
        or list_contains($category::varchar[], cost_category_code)
    )
    and (
        len($school::varchar[]) = 0
        or activity_key in (
            select activity_key from reports.rpt_activity_school
            where
                role = 'implementing'
                and list_contains($school::varchar[], school_code)
        )
    )
    and (
        len($year::integer[]) = 0
        or len(list_filter(
            $year::integer[], lambda chosen:
            chosen between year(period_start_date) and year(period_end_date)
        )) > 0
    )
    and (
        len($pace::varchar[]) = 0
        or activity_key in (
            select activity_key from reports.rpt_activity_absorption
            where list_contains($pace::varchar[], status_code)
        )
    )
    and len(list_filter(
        $search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(lower(concat(activity_number, ' ', activity_title))),
            pattern
        )
    )) = 0
