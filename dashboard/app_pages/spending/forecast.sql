select
    *,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
    forecast_net_eur / nullif(in_force_net_eur, 0) as forecast_ratio,
    sum(forecast_net_eur) over () as all_forecast_net_eur,
    sum(in_force_net_eur) over () as all_in_force_net_eur,
    sum(executed_net_eur) over () as all_executed_net_eur,
    sum(monthly_net_eur) over () as all_monthly_net_eur,
    sum(forecast_net_eur) over () / nullif(sum(in_force_net_eur) over (), 0)
        as all_forecast_ratio
from reports.rpt_spending_forecast
where plan_code = $plan
order by in_force_net_eur desc nulls last, policy_area_order
