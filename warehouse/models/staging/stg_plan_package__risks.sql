-- Risks of plans, in order of print.
-- Grain: one row per plan and risk.
with

risks as (

    select * from raw.plan_package__risks

),

stg_plan_package__risks as (

    select
        plan_code,
        risk_number,
        name as risk_name,
        level as level_code,
        source_line,
        _source_document_key as source_document_key

    from risks

)

select * from stg_plan_package__risks
