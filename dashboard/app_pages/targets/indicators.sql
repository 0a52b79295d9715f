-- from: chosen_indicators
select
    *,
    coalesce(unit_code, 'none') as unit_kind,
    first_baseline_value is not null as has_two_baselines
from chosen_indicators
order by sort_order
