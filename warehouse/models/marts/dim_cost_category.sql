-- Cost categories, and a member for costs whose category the plan does not say.
-- Grain: one row per cost category.
with

cost_categories as (

    select * from staging.stg_reference__cost_categories

),

dim_cost_category as (

    select
        cost_category_code,
        cost_category_name_lt,
        cost_category_name_en,
        cost_category_short_name_lt,
        cost_category_short_name_en,
        sort_order

    from cost_categories

    union all

    select
        'unassigned' as cost_category_code,
        'Išlaidų rūšis nenurodyta' as cost_category_name_lt,
        'No cost category stated' as cost_category_name_en,
        'Nenurodyta' as cost_category_short_name_lt,
        'Not stated' as cost_category_short_name_en,
        max(sort_order) + 1 as sort_order

    from cost_categories

)

select * from dim_cost_category
