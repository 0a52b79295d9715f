with

rejects as (

    select
        source_document_key,
        sheet,
        row_number,
        any_value(kind) is null as is_open_data,
        any_value(settled_by) is not null as is_settled,
        count(*) as breach_count
    from ops.quarantine
    group by source_document_key, source_file, sheet, row_number

)

select
    count(*) filter (not is_settled) as waiting_count,
    count(*) filter (not is_settled and is_open_data) as open_data_count,
    count(*) filter (is_settled) as settled_count,
    coalesce(sum(breach_count) filter (not is_settled), 0)::bigint as breach_count,
    (
        select count(*)
        from ops.load
        where status not in ('loaded', 'withdrawn') and settled_by is null
    ) as unread_count
from rejects
