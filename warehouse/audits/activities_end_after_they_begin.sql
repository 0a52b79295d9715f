-- Activities whose printed period ends before it begins.
select
    activity_key,
    period_text,
    period_start_date,
    period_end_date

from marts.dim_activity

where period_end_date < period_start_date
