-- Workbooks of which raw does not hold as many rows as the loader counted.
with

raw_rows as (

    select _source_document_key as source_document_key
    from raw.workbook__spending
    union all
    select _source_document_key from raw.workbook__measurements
    union all
    select _source_document_key from raw.workbook__exams
    union all
    select _source_document_key from raw.workbook__plan_changes
    union all
    select _source_document_key from raw.workbook__outcomes

),

counted_rows as (

    select
        source_document_key,
        count(*) as found_count

    from raw_rows

    group by source_document_key

)

select
    loads.source_document_key,
    loads.row_count,
    counted_rows.found_count

from ops.load as loads
left join counted_rows
    on loads.source_document_key = counted_rows.source_document_key

where
    loads.source_kind = 'workbook'
    and loads.row_count <> coalesce(counted_rows.found_count, 0)
