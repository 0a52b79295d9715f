-- Changes of plans, each once: a row met again under its business key
-- replaces the earlier one.
-- Grain: one row per plan, decision, item, number and field.
with

plan_changes as (

    select * from staging.stg_workbook__plan_changes

),

numbered_plan_changes as (

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
        source_file,
        source_sheet,
        source_row,
        row_number() over (
            partition by
                plan_code,
                decision_number,
                item,
                number,
                field_code
            order by _precedence desc, source_row desc
        ) as recency_rank

    from plan_changes

),

int_plan_changes__deduplicated as (

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
        source_file,
        source_sheet,
        source_row

    from numbered_plan_changes

    where recency_rank = 1

)

select * from int_plan_changes__deduplicated
