-- Rows that wait to be corrected, of files and sources: they belong to no single plan.
with

waiting as (

    select distinct
        source_document_key,
        sheet,
        row_number
    from ops.quarantine
    where settled_by is null

)

select
    loads.source_document_key,
    loads.source_name,
    count(waiting.row_number) as waiting_count
from ops.load as loads
left join waiting on loads.source_document_key = waiting.source_document_key
group by loads.source_document_key, loads.source_name
order by loads.source_name, loads.source_document_key
