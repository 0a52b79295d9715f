-- The plan, and others of its programme: the nearest in size, or all of them.
with sizes as (
    select
        costs.plan_code,
        any_value(plans.programme_code) as programme_code,
        sum(costs.net_eur) as net_eur
    from marts.fct_planned_cost as costs
    inner join marts.dim_plan as plans on costs.plan_code = plans.plan_code
    group by costs.plan_code
    having sum(costs.net_eur) > 0
),

others as (
    select
        peers.plan_code,
        row_number() over (
            order by
                cast(
                    greatest(own.net_eur, peers.net_eur)
                    / least(own.net_eur, peers.net_eur) as decimal(18, 4)
                ),
                peers.plan_code
        ) as nearness
    from sizes as own
    inner join sizes as peers
        on
            own.programme_code = peers.programme_code
            and own.plan_code <> peers.plan_code
    where own.plan_code = $plan
)

select
    $plan as plan_code,
    true as is_own
union all
select
    plan_code,
    false as is_own
from others
where $compared = 'programme' or nearness = 1
