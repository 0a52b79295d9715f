-- Municipalities of Lithuania, with or without a plan.
-- Grain: one row per municipality.
with

municipalities as (

    select * from staging.stg_reference__municipalities

),

plan_counts as (

    select
        municipality_code,
        count(*) as plan_count

    from staging.stg_plan_package__plan

    group by municipality_code

),

dim_municipality as (

    select
        municipalities.municipality_code,
        municipalities.municipality_name_lt,
        municipalities.municipality_full_name_lt,
        municipalities.municipality_name_en,
        municipalities.programme_stream,
        municipalities.tile_row,
        municipalities.tile_column,
        -- A municipality without a plan has none, not an unknown number.
        coalesce(plan_counts.plan_count, 0) as plan_count

    from municipalities
    left join plan_counts
        on municipalities.municipality_code = plan_counts.municipality_code

)

select * from dim_municipality
