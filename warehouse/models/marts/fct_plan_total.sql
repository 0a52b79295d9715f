-- Totals printed in plans, to hold against the sums of rows. Not additive.
-- Grain: one row per plan and kind of total.
with

plan_totals as (

    select * from staging.stg_plan_package__plan_totals

),

fct_plan_total as (

    select
        plan_code,
        total_kind,
        net_eur,
        vat_eur,
        source_document_key,
        source_line

    from plan_totals

)

select * from fct_plan_total
