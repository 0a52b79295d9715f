-- Money approved, revised or spent, as reported. Additive within one phase and never
-- across phases. Rows of one document add up.
-- Grain: one row per source row that counts.
with

spending as (

    select * from intermediate.int_spending__ordered

    where is_current

),

activity_numbers as (

    select * from intermediate.int_activity_numbers__resolved

),

fct_expenditure as (

    select
        spending.plan_code,
        activity_numbers.activity_key,
        spending.activity_number,
        spending.school_code,
        spending.document_number,
        spending.phase,
        spending.document_key,
        spending.document_date,
        spending.paid_date,
        cast(extract(year from spending.paid_date) as smallint) as budget_year,
        spending.supplier,
        spending.contract_number,
        spending.funding_source,
        spending.net_eur,
        spending.vat_eur,
        spending.gross_eur,
        spending.is_synthetic,
        spending.source_document_key,
        spending.source_file,
        spending.source_sheet,
        spending.source_row

    from spending
    left join activity_numbers
        on
            spending.plan_code = activity_numbers.plan_code
            and spending.activity_number = activity_numbers.activity_number

)

select * from fct_expenditure
