-- from: promises, promise_areas
-- What the filters keep of the indicators: one row per indicator.
select *
from promises
where
    (
        len($group::varchar[]) = 0
        or list_contains($group::varchar[], indicator_group)
    )
    and (
        len($direction::varchar[]) = 0
        or list_contains($direction::varchar[], direction)
    )
    and (
        len($status::varchar[]) = 0
        or list_contains($status::varchar[], status_code)
    )
    and (
        len($area::varchar[]) = 0
        or item in (
            select indicator_number from promise_areas
            where list_contains($area::varchar[], policy_area_code)
        )
    )
    and len(list_filter(
        $indicator_search::varchar[],
        lambda pattern: not regexp_matches(strip_accents(lower(item_name)), pattern)
    )) = 0
