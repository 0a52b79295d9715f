-- Cost categories of the official form.
-- Grain: one row per cost category.
with

cost_categories as (

    select * from raw.reference__cost_categories

),

stg_reference__cost_categories as (

    select
        cost_category_code,
        name_lt as cost_category_name_lt,
        name_en as cost_category_name_en,
        short_name_lt as cost_category_short_name_lt,
        short_name_en as cost_category_short_name_en,
        sort_order,
        _source_document_key as source_document_key

    from cost_categories

)

select * from stg_reference__cost_categories
