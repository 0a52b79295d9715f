with

waiting as (

    select
        source_document_key,
        count(distinct row(sheet, row_number)) as waiting_count
    from ops.quarantine
    where settled_by is null and kind is not null
    group by source_document_key

)

select
    loads.source_document_key,
    loads.source_name,
    loads.status,
    if($language = 'en', loads.message, loads.message_lt) as message,
    loads.changed_at,
    loads.row_count,
    waiting.waiting_count
from ops.load as loads
inner join waiting on loads.source_document_key = waiting.source_document_key
order by loads.changed_at desc, loads.source_document_key
