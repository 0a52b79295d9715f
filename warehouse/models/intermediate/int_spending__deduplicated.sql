-- Spending, each once: a row met again under its business key
-- replaces the earlier one.
-- Grain: one row per plan, document, activity, school and phase.
with

spending as (

    select * from staging.stg_workbook__spending

),

int_spending__deduplicated as (

    select
        plan_code,
        activity_number,
        school_code,
        document_date,
        document_number,
        supplier,
        contract_number,
        net_eur,
        vat_eur,
        funding_source,
        phase,
        is_synthetic,
        source_document_key,
        source_file,
        source_sheet,
        source_row

    from spending

    qualify
        row_number() over (
            partition by
                plan_code,
                document_number,
                activity_number,
                school_code,
                phase
            order by _precedence desc, source_row desc
        ) = 1

)

select * from int_spending__deduplicated
