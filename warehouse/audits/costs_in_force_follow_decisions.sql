-- Plans whose costs in force are not the printed costs and all changes since.
with

costs_in_force as (

    select
        plan_code,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur

    from marts.fct_cost_in_force

    group by plan_code

)

select
    versions.plan_code,
    versions.net_eur as expected_net_eur,
    costs_in_force.net_eur as found_net_eur,
    versions.vat_eur as expected_vat_eur,
    costs_in_force.vat_eur as found_vat_eur

from marts.dim_plan_version as versions
left join costs_in_force
    on versions.plan_code = costs_in_force.plan_code

where
    versions.is_in_force
    and (
        versions.net_eur is distinct from costs_in_force.net_eur
        or versions.vat_eur is distinct from costs_in_force.vat_eur
    )
