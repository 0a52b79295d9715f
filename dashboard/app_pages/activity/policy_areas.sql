with in_force as (
    select
        policy_area_code,
        net_eur,
        version_number
    from marts.fct_cost_in_force
    where activity_key = $activity
)

select
    areas.policy_area_code,
    if(
        $language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt
    ) as area_name,
    areas.weight_ratio,
    areas.is_weight_given,
    in_force.net_eur,
    in_force.version_number
from reports.rpt_activity_policy_area as areas
left join in_force on areas.policy_area_code = in_force.policy_area_code
where areas.activity_key = $activity
order by areas.policy_area_order
