select
    count(*) filter (severity = 'error' and settled_by is null) as error_count,
    count(*) filter (severity = 'warning' and settled_by is null) as warning_count,
    count(*) filter (severity = 'note' and settled_by is null) as note_count,
    count(*) filter (settled_by is not null) as settled_count
from ops.remark
