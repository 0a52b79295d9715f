-- Municipalities of Lithuania, with or without a plan.
-- Grain: one row per municipality.
with

municipalities as (

    select * from staging.stg_reference__municipalities

),

plans as (

    select * from staging.stg_plan_package__plan

),

dim_municipality as (

    select
        municipalities.municipality_code,
        municipalities.municipality_name_lt,
        municipalities.municipality_full_name_lt,
        municipalities.municipality_name_en,
        municipalities.programme_stream,
        municipalities.plan_sum_net_eur,
        plans.plan_code,
        plans.plan_code is not null as has_plan

    from municipalities
    left join plans
        on municipalities.municipality_code = plans.municipality_code

)

select * from dim_municipality
