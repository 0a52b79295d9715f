-- from: target_apart_rows
select any_value(abs(amount - printed_value)) as figure
from target_apart_rows
