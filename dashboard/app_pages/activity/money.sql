select
    amount_kind,
    net_eur,
    vat_eur,
    gross_eur,
    has_unknown_vat
from reports.rpt_activity_money
where activity_key = $activity
order by amount_order
