-- Planned costs by the plan in force: as printed, or as the last decision says, split
-- by policy area. Additive.
-- Grain: one row per activity row that counts today and policy area.
with

split_amounts as (

    select * from intermediate.int_amounts__split

),

costs_in_force as (

    select * from intermediate.int_activity_costs__in_force

),

activities as (

    select * from marts.dim_activity

),

fct_cost_in_force as (

    select
        activities.plan_code,
        split_amounts.activity_key,
        split_amounts.policy_area_code,
        activities.cost_category_code,
        split_amounts.weight_ratio,
        split_amounts.net_eur,
        split_amounts.vat_eur,
        -- No decision changed it: it stands as printed, in version 0.
        coalesce(costs_in_force.version_number, 0) as version_number,
        activities.source_document_key,
        activities.source_line

    from split_amounts
    inner join activities
        on split_amounts.activity_key = activities.activity_key
    inner join costs_in_force
        on split_amounts.activity_key = costs_in_force.activity_key

    where split_amounts.amount_kind = 'in_force'

)

select * from fct_cost_in_force
