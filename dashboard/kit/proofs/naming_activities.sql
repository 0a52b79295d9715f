-- Activities, each with the nearest one that names an indicator: itself, or a whole
-- above it. One row per activity that has one.
select
    parts.activity_key,
    wholes.activity_key as naming_key
from marts.dim_activity as parts
inner join marts.dim_activity as wholes
    on
        parts.plan_code = wholes.plan_code
        and (
            parts.activity_key = wholes.activity_key
            or starts_with(parts.activity_number, concat(wholes.activity_number, '.'))
        )
where
    parts.plan_code = $plan
    and wholes.activity_key in (
        select activity_key from marts.bridge_activity_indicator
    )
qualify
    row_number() over (
        partition by parts.activity_key
        order by
            wholes.activity_key <> parts.activity_key,
            len(wholes.activity_number) desc,
            wholes.occurrence
    ) = 1
