-- Rows of the cost tables of plans.
-- Grain: one row per plan, activity number and occurrence.
with

activities as (

    select * from raw.plan_package__activities

),

stg_plan_package__activities as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        parent_number,
        title,
        cost_category as cost_category_code,
        net_eur,
        vat_eur,
        cost_note,
        cost_role,
        period_text,
        period_start as period_start_date,
        period_end as period_end_date,
        source_line,
        source_page,
        _source_document_key as source_document_key

    from activities

)

select * from stg_plan_package__activities
