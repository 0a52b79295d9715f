-- Planned, approved, revised and spent amounts side by side, split by policy area.
-- Empty is not zero: nothing was reported, or the plan gives the row no amount.
-- Grain: one row per activity row and policy area that is planned or spent on.
with

amounts as (

    select
        activity_key,
        policy_area_code,
        'printed' as amount_kind,
        net_eur,
        vat_eur,
        false as is_synthetic
    from marts.fct_planned_cost
    union all
    select
        activity_key,
        policy_area_code,
        'in_force' as amount_kind,
        net_eur,
        vat_eur,
        false as is_synthetic
    from marts.fct_cost_in_force
    union all
    select
        activity_key,
        policy_area_code,
        phase as amount_kind,
        net_eur,
        vat_eur,
        is_synthetic
    from marts.fct_monthly_spending

),

summed_amounts as (

    select
        activity_key,
        policy_area_code,
        sum(net_eur) filter (where amount_kind = 'printed') as printed_net_eur,
        sum(vat_eur) filter (where amount_kind = 'printed') as printed_vat_eur,
        sum(net_eur) filter (where amount_kind = 'in_force') as in_force_net_eur,
        sum(vat_eur) filter (where amount_kind = 'in_force') as in_force_vat_eur,
        sum(net_eur) filter (where amount_kind = 'approved') as approved_net_eur,
        sum(net_eur) filter (where amount_kind = 'revised') as revised_net_eur,
        sum(net_eur) filter (where amount_kind = 'executed') as executed_net_eur,
        bool_or(is_synthetic) as is_synthetic

    from amounts

    group by activity_key, policy_area_code

),

rpt_absorption as (

    select
        activities.plan_code,
        summed_amounts.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        summed_amounts.policy_area_code,
        policy_areas.policy_area_name_lt,
        policy_areas.policy_area_name_en,
        policy_areas.sort_order as policy_area_order,
        activities.cost_category_code,
        cost_categories.cost_category_short_name_lt,
        cost_categories.cost_category_short_name_en,
        cost_categories.sort_order as cost_category_order,
        summed_amounts.printed_net_eur,
        summed_amounts.printed_vat_eur,
        summed_amounts.in_force_net_eur,
        summed_amounts.in_force_vat_eur,
        summed_amounts.approved_net_eur,
        summed_amounts.revised_net_eur,
        summed_amounts.executed_net_eur,
        activities.period_start_date,
        activities.period_end_date,
        summed_amounts.is_synthetic

    from summed_amounts
    inner join marts.dim_activity as activities
        on summed_amounts.activity_key = activities.activity_key
    inner join marts.dim_policy_area as policy_areas
        on summed_amounts.policy_area_code = policy_areas.policy_area_code
    inner join marts.dim_cost_category as cost_categories
        on activities.cost_category_code = cost_categories.cost_category_code

)

select * from rpt_absorption
