-- from: left_rows, late_rows
-- What activities that are late have not spent: costs in force less payments.
select left_rows.*
from left_rows
where left_rows.item in (select late_rows.item from late_rows)
