-- Printed figures about whole municipalities.
-- Grain: one row per plan, fact and period.
with

municipal_facts as (

    select * from raw.plan_package__municipal_facts

),

stg_plan_package__municipal_facts as (

    select
        plan_code,
        fact as fact_code,
        nullif(period, '') as period,
        value,
        unit as unit_code,
        printed as printed_text,
        source_line,
        _source_document_key as source_document_key

    from municipal_facts

)

select * from stg_plan_package__municipal_facts
