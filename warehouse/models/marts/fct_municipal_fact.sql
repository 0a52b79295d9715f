-- Printed figures about whole municipalities. Not additive.
-- Grain: one row per plan, fact and period.
with

municipal_facts as (

    select * from staging.stg_plan_package__municipal_facts

),

fct_municipal_fact as (

    select
        plan_code,
        fact_code,
        period,
        value,
        unit_code,
        printed_text,
        source_document_key,
        source_line

    from municipal_facts

)

select * from fct_municipal_fact
