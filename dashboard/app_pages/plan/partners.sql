select
    partners.partner_number,
    partners.partner_name,
    string_agg(
        if($language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt),
        ', ' order by areas.sort_order
    ) as area_names,
    partners.source_line
from marts.dim_partner as partners
left join marts.dim_policy_area as areas
    on list_contains(
        string_split(partners.policy_areas, ' '), areas.policy_area_code
    )
where partners.plan_code = $plan
group by partners.partner_number, partners.partner_name, partners.source_line
order by partners.partner_number
