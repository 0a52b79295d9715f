-- What decisions changed: figure before and after, with the name of what it is of.
-- Grain: one row per plan, decision, item, number and field.
with

plan_changes as (

    select * from marts.fct_plan_change

),

activities as (

    select * from marts.dim_activity

),

indicators as (

    select * from marts.dim_indicator

),

rpt_plan_change as (

    select
        plan_changes.plan_code,
        plan_changes.version_number,
        plan_changes.decision_number,
        plan_changes.decided_date,
        plan_changes.item,
        plan_changes.number,
        plan_changes.activity_key,
        coalesce(activities.title, indicators.indicator_name) as item_name,
        plan_changes.field_code,
        indicators.unit_code,
        plan_changes.old_value,
        plan_changes.new_value,
        plan_changes.new_value - plan_changes.old_value as change_value,
        plan_changes.is_in_force,
        coalesce(activities.sort_order, indicators.sort_order) as item_order,
        plan_changes.is_synthetic

    from plan_changes
    left join activities
        on plan_changes.activity_key = activities.activity_key
    left join indicators
        on
            plan_changes.plan_code = indicators.plan_code
            and plan_changes.number = indicators.indicator_number
            and plan_changes.item = 'indicator'

)

select * from rpt_plan_change
