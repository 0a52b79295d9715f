-- from: planned
select
    count(distinct activity_key) as activity_count,
    sum(net_eur) as net_eur
from planned
where
    activity_key not in (
        select activity_key from reports.rpt_activity_school
        where role = 'implementing'
    )
