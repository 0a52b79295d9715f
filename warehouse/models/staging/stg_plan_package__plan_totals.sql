-- Totals printed in plans.
-- Grain: one row per plan and kind of total.
with

plan_totals as (

    select * from raw.plan_package__plan_totals

),

stg_plan_package__plan_totals as (

    select
        plan_code,
        total_kind,
        net_eur,
        vat_eur,
        source_line,
        _source_document_key as source_document_key

    from plan_totals

)

select * from stg_plan_package__plan_totals
