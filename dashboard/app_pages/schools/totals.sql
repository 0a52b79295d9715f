-- from: chosen_schools
select
    count(*) as school_count,
    count(*) filter (where school_role = 'participant') as participant_count,
    count(*) filter (where school_role = 'network') as network_count,
    count(*) filter (where alone_count > 0) as alone_school_count,
    sum(alone_count) as alone_count,
    sum(alone_net_eur) as alone_net_eur,
    count(executed_net_eur) as paid_school_count,
    sum(executed_net_eur) as executed_net_eur,
    any_value(last_activity_date) as last_activity_date,
    any_value(reported_until_date) as reported_until_date
from chosen_schools
