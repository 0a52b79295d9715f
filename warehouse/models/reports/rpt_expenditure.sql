-- Reported amounts one by one, with the names of what they are for.
-- Grain: one row per source row that counts.
with

expenditure as (

    select * from marts.fct_expenditure

),

activities as (

    select * from marts.dim_activity

),

schools as (

    select * from marts.dim_school

),

rpt_expenditure as (

    select
        expenditure.plan_code,
        expenditure.activity_key,
        expenditure.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        activities.cost_category_code,
        expenditure.school_code,
        schools.school_name,
        expenditure.document_number,
        expenditure.phase,
        expenditure.document_key,
        expenditure.document_date,
        expenditure.paid_date,
        expenditure.budget_year,
        expenditure.supplier,
        expenditure.contract_number,
        expenditure.funding_source,
        expenditure.net_eur,
        expenditure.vat_eur,
        expenditure.gross_eur,
        expenditure.is_synthetic,
        expenditure.source_file,
        expenditure.source_sheet,
        expenditure.source_row

    from expenditure
    inner join activities
        on expenditure.activity_key = activities.activity_key
    left join schools
        on
            expenditure.plan_code = schools.plan_code
            and expenditure.school_code = schools.school_code

)

select * from rpt_expenditure
