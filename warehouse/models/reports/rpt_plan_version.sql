-- Versions of plans: as printed, then after each decision, with the sum it comes to.
-- Grain: one row per plan and version.
with

versions as (

    select * from marts.dim_plan_version

),

rpt_plan_version as (

    select
        plan_code,
        version_number,
        decision_number,
        decided_date,
        change_count,
        net_eur,
        vat_eur,
        net_eur - lag(net_eur) over (
            partition by plan_code order by version_number nulls last
        ) as net_change_eur,
        is_in_force,
        is_synthetic

    from versions

)

select * from rpt_plan_version
