with

standing as (

    select
        *,
        case severity when 'error' then 1 when 'warning' then 2 else 3 end
            as severity_order
    from ops.remark
    where settled_by is null

)

select
    standing.source_document_key,
    standing.source_file,
    standing.sheet,
    standing.severity,
    if($language = 'en', standing.message, standing.message_lt) as message,
    loads.status,
    loads.sheets_read,
    loads.sheets_left,
    min(standing.severity_order)
        over (partition by standing.source_document_key) as gravest
from standing
inner join ops.load as loads
    on standing.source_document_key = loads.source_document_key
order by
    gravest,
    loads.changed_at desc,
    standing.source_document_key,
    standing.severity_order,
    standing.remark_number
limit $most
