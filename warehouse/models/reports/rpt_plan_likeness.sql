-- Other plans of the same programme beside each plan: how many times one is the size of
-- the other, by money planned without VAT. A plan of like size is at most twice as
-- large, or at least half. Schools cannot tell it: not every plan names them.
-- Grain: one row per plan and other plan of its programme.
with

plans as (

    select
        sizes.*,
        programmes.programme_code

    from reports.rpt_plan_comparison as sizes
    inner join reports.rpt_plan as programmes
        on sizes.plan_code = programmes.plan_code

    where sizes.net_eur > 0

),

pairs as (

    select
        plans.plan_code,
        peers.plan_code as other_plan_code,
        peers.municipality_name_lt as other_municipality_name_lt,
        peers.municipality_name_en as other_municipality_name_en,
        plans.net_eur,
        peers.net_eur as other_net_eur,
        plans.unassigned_ratio,
        peers.unassigned_ratio as other_unassigned_ratio,
        cast(
            cast(greatest(plans.net_eur, peers.net_eur) as double)
            / least(plans.net_eur, peers.net_eur) as decimal(18, 4)
        ) as size_ratio

    from plans
    inner join plans as peers
        on
            plans.programme_code = peers.programme_code
            and plans.plan_code <> peers.plan_code

),

rpt_plan_likeness as (

    select
        *,
        size_ratio <= 2 as is_like_size,
        row_number() over (
            partition by plan_code
            order by size_ratio nulls last, other_plan_code nulls last
        ) as nearness

    from pairs

)

select * from rpt_plan_likeness
