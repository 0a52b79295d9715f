-- Checks of the tables that a figure is computed from: one row per check.
select
    audit,
    severity,
    if($language = 'en', promise_en, promise_lt) as promise,
    row_count,
    row_count = 0 as is_kept,
    list_contains($own::varchar[], audit) as is_own
from ops.audit_result
where
    list_contains($own::varchar[], audit)
    or list_contains($tables::varchar[], split_part(audit, '__', 2))
order by is_kept, severity, audit
