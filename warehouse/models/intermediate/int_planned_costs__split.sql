-- Counted costs split by policy area to the cent.
-- Parts are rounded down to a cent; the cents left go, one each, to the parts that lost
-- most, among equals in the order of areas. Empty stays empty.
-- Grain: one row per counted activity row and policy area.
with

activities as (

    select * from staging.stg_plan_package__activities

),

weighted_areas as (

    select * from intermediate.int_activity_policy_areas__weighted

),

weighted_costs as (

    select
        activities.plan_code,
        activities.activity_key,
        activities.source_document_key,
        activities.source_line,
        weighted_areas.policy_area_code,
        weighted_areas.weight_ratio,
        weighted_areas.area_rank,

        -- No category printed: a member of its own, never a guess.
        coalesce(activities.cost_category_code, 'unassigned') as cost_category_code,
        cast(activities.net_eur * 100 as decimal(20, 0)) as net_cents,
        cast(activities.vat_eur * 100 as decimal(20, 0)) as vat_cents

    from activities
    inner join weighted_areas
        on activities.activity_key = weighted_areas.activity_key

    where activities.cost_role = 'counted'

),

ranked_parts as (

    select
        *,
        floor(net_cents * weight_ratio) as whole_net_cents,
        floor(vat_cents * weight_ratio) as whole_vat_cents,
        row_number() over (
            partition by activity_key
            order by
                net_cents * weight_ratio - floor(net_cents * weight_ratio) desc,
                area_rank
        ) as net_rank,
        row_number() over (
            partition by activity_key
            order by
                vat_cents * weight_ratio - floor(vat_cents * weight_ratio) desc,
                area_rank
        ) as vat_rank

    from weighted_costs

),

int_planned_costs__split as (

    select
        plan_code,
        activity_key,
        policy_area_code,
        cost_category_code,
        weight_ratio,
        source_document_key,
        source_line,
        cast(
            0.01 * case
                when net_rank <= net_cents - sum(whole_net_cents) over activity
                    then whole_net_cents + 1
                else whole_net_cents
            end as decimal(18, 2)
        ) as net_eur,
        cast(
            0.01 * case
                when vat_rank <= vat_cents - sum(whole_vat_cents) over activity
                    then whole_vat_cents + 1
                else whole_vat_cents
            end as decimal(18, 2)
        ) as vat_eur

    from ranked_parts

    window activity as (partition by activity_key)

)

select * from int_planned_costs__split
