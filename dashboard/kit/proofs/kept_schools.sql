-- Schools that the filters keep: one row per school.
select
    school_code,
    school_name,
    school_role,
    sort_order,
    source_line
from marts.dim_school
where
    plan_code = $plan
    and (
        len($school_role::varchar[]) = 0
        or list_contains($school_role::varchar[], school_role)
    )
    and len(list_filter(
        $school_search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(lower(concat_ws(' ', school_code, school_name))), pattern
        )
    )) = 0
