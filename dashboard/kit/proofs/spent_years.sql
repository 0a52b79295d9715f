-- from: spent_years_rows
select
    sum(amount) filter (is_this_year) as now_net_eur,
    sum(amount) filter (not is_this_year) as before_net_eur
from spent_years_rows
