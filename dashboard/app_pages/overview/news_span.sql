select
    changed_at,
    previous_changed_at is not null as has_earlier
from reports.rpt_change_span
