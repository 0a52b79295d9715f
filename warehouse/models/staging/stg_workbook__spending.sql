-- Money approved, revised or spent, as reported.
-- Grain: one row per source row.
with

spending as (

    select * from raw.workbook__spending

),

stg_workbook__spending as (

    select
        plan_code,
        activity_number,
        nullif(school_code, '') as school_code,
        date as paid_date,
        document_number,
        coalesce(document_date, date) as document_date,
        supplier,
        contract_number,
        net_eur,
        vat_eur,
        coalesce(gross_eur, net_eur + vat_eur) as gross_eur,
        funding_source,
        phase,
        is_synthetic,
        corrects,
        _document_key as document_key,
        _number_key as number_key,
        _supplier_key as supplier_key,
        _source_document_key as source_document_key,
        _source_file as source_file,
        _source_sheet as source_sheet,
        _source_row as source_row,
        _precedence,
        _loaded_at

    from spending

)

select * from stg_workbook__spending
