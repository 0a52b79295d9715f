-- Outcomes of activities that their plan does not have: no page can show them.
select
    plan_code,
    activity_number,
    as_of_date,
    source_file,
    source_row

from marts.fct_activity_outcome

where activity_key is null
