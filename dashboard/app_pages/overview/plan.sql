select
    plans.*,
    direct.printed_net_eur as direct_net_eur,
    indirect.printed_net_eur as indirect_net_eur,
    grand.printed_net_eur,
    grand.printed_vat_eur,
    grand.printed_net_eur + grand.printed_vat_eur as printed_gross_eur
from reports.rpt_plan as plans
left join reports.rpt_plan_total as direct
    on plans.plan_code = direct.plan_code and direct.total_kind = 'direct'
left join reports.rpt_plan_total as indirect
    on plans.plan_code = indirect.plan_code and indirect.total_kind = 'indirect'
left join reports.rpt_plan_total as grand
    on plans.plan_code = grand.plan_code and grand.total_kind = 'grand'
where plans.plan_code = $plan
