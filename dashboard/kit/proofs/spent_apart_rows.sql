-- from: spent_years_rows
-- Payments of both years, those of the earlier one with a minus.
select * replace (if(is_this_year, amount, -amount) as amount)
from spent_years_rows
