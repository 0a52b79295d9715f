select
    *,
    if($language = 'en', promise_en, promise_lt) as promise,
    row_count = 0 as is_kept
from ops.audit_result
order by is_kept, severity, audit
