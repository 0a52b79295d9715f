-- Planned costs below zero.
select
    activity_key,
    net_eur,
    vat_eur,
    source_line

from marts.fct_planned_cost

where net_eur < 0 or vat_eur < 0
