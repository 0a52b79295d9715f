select
    (
        select count(distinct row(source_document_key, source_file, sheet, row_number))
        from ops.quarantine
        where settled_by is null
    ) as quarantined_count,
    (
        select count(*)
        from ops.load
        where status not in ('loaded', 'withdrawn') and settled_by is null
    ) as unread_count,
    (select count(*) from ops.audit_result) as audit_count,
    (
        select count(*) from ops.audit_result
        where row_count = 0
    ) as kept_count,
    (
        select coalesce(sum(row_count), 0)
        from reports.rpt_source
        where plan_code = $plan
    ) as row_count
