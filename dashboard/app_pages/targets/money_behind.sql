-- from: chosen_indicators
-- An activity that names several of the indicators is counted once.
select sum(net_eur) as net_eur
from (
    select distinct
        costs.activity_key,
        costs.net_eur
    from reports.rpt_indicator_cost as costs
    inner join chosen_indicators
        on costs.indicator_number = chosen_indicators.indicator_number
    where
        costs.plan_code = $plan
        and costs.is_counted
        and chosen_indicators.status_code = 'off_course'
) as activities
