-- Partners of plans, in order of print.
-- Grain: one row per plan and partner.
with

partners as (

    select * from staging.stg_plan_package__partners

),

dim_partner as (

    select
        plan_code,
        partner_number,
        partner_name,
        policy_areas,
        source_document_key,
        source_line

    from partners

)

select * from dim_partner
