select
    phase,
    paid_date,
    document_date,
    document_number,
    supplier,
    contract_number,
    funding_source,
    school_code,
    school_name,
    net_eur,
    vat_eur,
    gross_eur,
    is_synthetic,
    source_file,
    source_sheet,
    source_row
from reports.rpt_expenditure
where activity_key = $activity
order by paid_date desc, document_number, source_file, source_row
