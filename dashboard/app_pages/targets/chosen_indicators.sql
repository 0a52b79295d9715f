-- What was decided later is in force; what is printed stays beside it.
select
    * replace (
        target_in_force_value as target_value,
        target_in_force_value - baseline_value as change_value
    ),
    target_value as printed_target_value
from reports.rpt_indicator
where
    plan_code = $plan
    and (
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
        or indicator_number in (
            select indicator_number from reports.rpt_indicator_policy_area
            where
                plan_code = $plan
                and list_contains($area::varchar[], policy_area_code)
        )
    )
    and len(list_filter(
        $indicator_search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(lower(concat(indicator_number, ' ', indicator_name))),
            pattern
        )
    )) = 0
