-- from: chosen_schools
select *
from chosen_schools
order by school_order
