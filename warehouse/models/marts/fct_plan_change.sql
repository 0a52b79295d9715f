-- Decisions that changed an amount or a target of a plan, with the figure before. Not
-- additive.
-- Grain: one row per plan, decision, item, number and field.
with

plan_changes as (

    select * from intermediate.int_plan_changes__ordered

),

fct_plan_change as (

    select
        plan_code,
        version_number,
        decision_number,
        decided_date,
        item,
        number,
        activity_key,
        field_code,
        old_value,
        new_value,
        is_in_force,
        is_synthetic,
        source_document_key,
        source_row

    from plan_changes

)

select * from fct_plan_change
