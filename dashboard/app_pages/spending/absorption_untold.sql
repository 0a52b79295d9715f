-- from: absorbed
select count(*) as untold_count
from reports.rpt_activity_absorption
where
    activity_key in (select activity_key from absorbed)
    and status_code = 'pace_unknown'
