-- Risks of plans, in order of print.
-- Grain: one row per plan and risk.
with

risks as (

    select * from staging.stg_plan_package__risks

),

dim_risk as (

    select
        plan_code,
        risk_number,
        risk_name,
        level_code,
        source_document_key,
        source_line

    from risks

)

select * from dim_risk
