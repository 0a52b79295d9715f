-- Decisions that changed an amount or a target of a plan. Not additive.
-- Grain: one row per plan, decision, item, number and field.
with

plan_changes as (

    select * from intermediate.int_plan_changes__deduplicated

),

fct_plan_change as (

    select
        plan_code,
        decision_number,
        decided_date,
        item,
        number,
        field_code,
        new_value,
        is_synthetic,
        source_document_key,
        source_row

    from plan_changes

)

select * from fct_plan_change
