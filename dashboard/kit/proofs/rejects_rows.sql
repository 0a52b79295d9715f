-- Rows of loaded files that wait to be corrected: one row per row of a file.
select
    'row' as item_kind,
    source_file as item,
    concat_ws(' · ', source_file, sheet) as item_name,
    any_value(if($language = 'en', reason, coalesce(reason_lt, reason)))
        as part_name,
    1 as amount,
    source_document_key,
    source_file as file_name,
    cast(row_number as varchar) as places
from ops.quarantine
where settled_by is null
group by source_document_key, source_file, sheet, row_number
order by source_file, sheet, row_number
