-- from: chosen_results
select *
from chosen_results
order by
    exam_order,
    subject_order,
    school_order,
    school_year desc
