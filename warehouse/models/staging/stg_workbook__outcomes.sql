-- What became of activities, as reported.
-- Grain: one row per source row.
with

outcomes as (

    select * from raw.workbook__outcomes

),

stg_workbook__outcomes as (

    select
        plan_code,
        activity_number,
        outcome as outcome_code,
        as_of as as_of_date,
        owner as owner_name,
        yearly_cost_eur,
        funded_until as funded_until_date,
        evidence as evidence_text,
        is_synthetic,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _precedence,
        _loaded_at

    from outcomes

)

select * from stg_workbook__outcomes
