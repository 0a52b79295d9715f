-- from: spent_years
select abs(coalesce(now_net_eur, 0) - coalesce(before_net_eur, 0)) as figure
from spent_years
