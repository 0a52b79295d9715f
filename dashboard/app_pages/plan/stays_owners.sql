select
    owner_name,
    count(*) as activity_count,
    sum(yearly_cost_eur) filter (cost_in_number is null) as yearly_cost_eur,
    count(*) filter (yearly_cost_eur is null and cost_in_number is null)
        as unknown_cost_count,
    count(*) filter (funded_until_date >= $secured_until) as funded_count
from reports.rpt_activity_outcome
where plan_code = $plan and is_staying
group by owner_name
order by
    owner_name is null,
    yearly_cost_eur desc nulls last,
    owner_name
