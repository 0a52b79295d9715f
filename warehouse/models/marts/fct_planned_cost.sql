-- Planned costs: every counted row of the cost table, split by policy area. Additive.
-- As printed; what decisions made of them is in `fct_cost_in_force`.
-- Grain: one row per counted activity row and policy area.
with

split_amounts as (

    select * from intermediate.int_amounts__split

),

activities as (

    select * from staging.stg_plan_package__activities

),

fct_planned_cost as (

    select
        activities.plan_code,
        split_amounts.activity_key,
        split_amounts.policy_area_code,
        -- No category printed: a member of its own, never a guess.
        coalesce(activities.cost_category_code, 'unassigned') as cost_category_code,
        split_amounts.weight_ratio,
        split_amounts.net_eur,
        split_amounts.vat_eur,
        activities.source_document_key,
        activities.source_line

    from split_amounts
    inner join activities
        on split_amounts.activity_key = activities.activity_key

    where split_amounts.amount_kind = 'printed'

)

select * from fct_planned_cost
