select count(*) as unread_count
from ops.load
where status not in ('loaded', 'withdrawn') and settled_by is null
