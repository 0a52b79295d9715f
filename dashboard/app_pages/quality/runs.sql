select
    *,
    date_diff('millisecond', started_at, finished_at) / 1000 as duration_seconds,
    audit_error_count + audit_warning_count as broken_count
from ops.refresh_run
order by started_at desc
limit 10
