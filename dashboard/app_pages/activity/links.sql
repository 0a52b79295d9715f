select
    activity_key,
    link_kind,
    related_number,
    related_activity_key,
    related_title,
    related_cost_role,
    related_net_eur
from reports.rpt_activity_link
where activity_key = $activity
order by link_order, related_order, related_number
