-- Rows of the cost table, counted or not, for looking at one of them.
-- Grain: one row per activity row.
with

activities as (

    select * from marts.dim_activity

),

cost_categories as (

    select * from marts.dim_cost_category

),

rpt_activity as (

    select
        activities.plan_code,
        activities.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        activities.parent_number,
        activities.cost_category_code,
        cost_categories.cost_category_name_lt,
        cost_categories.cost_category_name_en,
        activities.cost_role,
        activities.printed_net_eur,
        activities.printed_vat_eur,
        activities.printed_net_eur + activities.printed_vat_eur as printed_gross_eur,
        activities.cost_note,
        activities.period_text,
        activities.period_start_date,
        activities.period_end_date,
        activities.source_line,
        activities.source_page

    from activities
    inner join cost_categories
        on activities.cost_category_code = cost_categories.cost_category_code

)

select * from rpt_activity
