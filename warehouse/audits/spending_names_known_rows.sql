-- Reported amounts whose activity or school the plan does not list.
select
    expenditure.plan_code,
    expenditure.activity_number,
    expenditure.school_code,
    expenditure.source_file,
    expenditure.source_row

from marts.fct_expenditure as expenditure
left join marts.dim_school as schools
    on
        expenditure.plan_code = schools.plan_code
        and expenditure.school_code = schools.school_code

where
    expenditure.activity_key is null
    or (expenditure.school_code is not null and schools.school_code is null)
