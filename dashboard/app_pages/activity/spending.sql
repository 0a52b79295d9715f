select
    executed_net_eur,
    executed_ratio,
    expected_ratio,
    status_code,
    payment_count,
    first_payment_date,
    last_payment_date
from reports.rpt_activity_absorption
where activity_key = $activity and reported_until_date is not null
