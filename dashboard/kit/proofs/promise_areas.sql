-- Policy areas of indicators, by the costs of activities that name them; one that names
-- none follows its nearest parent. One row per indicator and policy area.
with naming as (
    select
        costs.activity_key,
        costs.policy_area_code,
        parents.activity_key as naming_key,
        dense_rank() over (
            partition by costs.activity_key
            order by
                parents.activity_key <> costs.activity_key,
                len(parents.activity_number) desc,
                parents.occurrence
        ) as distance
    from marts.fct_planned_cost as costs
    inner join marts.dim_activity as activities
        on costs.activity_key = activities.activity_key
    inner join marts.dim_activity as parents
        on
            activities.plan_code = parents.plan_code
            and (
                activities.activity_key = parents.activity_key
                or starts_with(
                    activities.activity_number, concat(parents.activity_number, '.')
                )
            )
    where
        costs.plan_code = $plan
        and parents.activity_key in (
            select activity_key from marts.bridge_activity_indicator
        )
)

select distinct
    links.indicator_number,
    naming.policy_area_code
from naming
inner join marts.bridge_activity_indicator as links
    on naming.naming_key = links.activity_key
where naming.distance = 1
