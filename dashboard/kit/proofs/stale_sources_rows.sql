-- Sources of all plans that are not loaded, or not all of them: one row per source.
select
    'file' as item_kind,
    source_name as item,
    concat_ws(' · ', source_name, document_name) as item_name,
    if($language = 'en', load_message_en, load_message_lt) as part_name,
    1 as amount,
    document_name as file_name,
    cast(null as varchar) as places
from marts.dim_source_document
where load_status not in ('loaded', 'withdrawn') and settled_by is null
order by source_name
