-- Education progress plans, with their municipality and the span of their activities.
-- Grain: one row per plan.
with

plans as (

    select * from staging.stg_plan_package__plan

),

municipalities as (

    select * from staging.stg_reference__municipalities

),

programmes as (

    select * from staging.stg_reference__programmes

),

activity_spans as (

    select
        plan_code,
        min(period_start_date) as first_activity_date,
        max(period_end_date) as last_activity_date

    from staging.stg_plan_package__activities

    group by plan_code

),

dim_plan as (

    select
        plans.plan_code,
        plans.municipality_code,
        municipalities.municipality_name_lt,
        municipalities.municipality_full_name_lt,
        municipalities.municipality_name_en,
        plans.plan_title,
        plans.programme_code,
        programmes.programme_name_lt,
        programmes.programme_name_en,
        municipalities.programme_stream,
        plans.currency_code,
        activity_spans.first_activity_date,
        activity_spans.last_activity_date,
        plans.document_name,
        plans.document_sha256,
        plans.source_document_key

    from plans
    left join municipalities
        on plans.municipality_code = municipalities.municipality_code
    left join programmes
        on plans.programme_code = programmes.programme_code
    left join activity_spans
        on plans.plan_code = activity_spans.plan_code

)

select * from dim_plan
