-- from: planned
select
    count(distinct activity_key) as activity_count,
    count(distinct activity_key) filter (weight_ratio < 1) as shared_count,
    count(distinct activity_key) filter (vat_eur is null) as vat_unknown_count,
    sum(net_eur) as net_eur,
    sum(vat_eur) as vat_eur,
    -- What is known to be paid with VAT; a lower bound while some VAT is not stated.
    if(count(vat_eur) > 0, sum(net_eur) + sum(vat_eur), null) as gross_eur
from planned
