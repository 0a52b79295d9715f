select
    quarantine.source_file,
    quarantine.sheet,
    quarantine.row_number,
    if(
        $language = 'en',
        quarantine.column_label_en,
        quarantine.column_label_lt
    ) as column_label,
    quarantine.raw_value,
    if(
        $language = 'en',
        quarantine.reason,
        coalesce(quarantine.reason_lt, quarantine.rule)
    ) as why
from ops.quarantine as quarantine
inner join ops.load as loads
    on quarantine.source_document_key = loads.source_document_key
where quarantine.settled_by is null
order by
    loads.changed_at desc,
    quarantine.source_document_key,
    quarantine.sheet,
    quarantine.row_number,
    quarantine.column_name
limit $most
