-- Partners of plans, in order of print.
-- Grain: one row per plan and partner.
with

partners as (

    select * from raw.plan_package__partners

),

stg_plan_package__partners as (

    select
        plan_code,
        partner_number,
        name as partner_name,
        policy_areas,
        source_line,
        _source_document_key as source_document_key

    from partners

)

select * from stg_plan_package__partners
