-- Decisions that changed an amount or a target, as reported.
-- Grain: one row per source row.
with

plan_changes as (

    select * from raw.workbook__plan_changes

),

stg_workbook__plan_changes as (

    select
        plan_code,
        decision_number,
        decided_on as decided_date,
        item,
        number,
        field as field_code,
        new_value,
        is_synthetic,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _precedence,
        _loaded_at

    from plan_changes

)

select * from stg_workbook__plan_changes
