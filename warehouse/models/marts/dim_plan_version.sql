-- Versions of plans: 0 as printed, then one for each decision that changed a figure.
-- The sums are those of all rows that count in the version.
-- Grain: one row per plan and version.
with

printed_sums as (

    select
        plan_code,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur

    from marts.fct_planned_cost

    group by plan_code

),

version_changes as (

    select
        dim_plan.plan_code,
        0 as version_number,
        cast(null as string) as decision_number,
        cast(null as date) as decided_date,
        0 as change_count,
        printed_sums.net_eur as net_change,
        printed_sums.vat_eur as vat_change,
        false as is_synthetic

    from marts.dim_plan
    left join printed_sums
        on dim_plan.plan_code = printed_sums.plan_code

    union all

    select
        plan_code,
        version_number,
        decision_number,
        decided_date,
        count(*) as change_count,
        -- A row that had no amount adds all it is given.
        sum(new_value - coalesce(old_value, 0)) filter (where field_code = 'net_eur')
            as net_change,
        sum(new_value - coalesce(old_value, 0)) filter (where field_code = 'vat_eur')
            as vat_change,
        bool_or(is_synthetic) as is_synthetic

    from marts.fct_plan_change

    group by plan_code, version_number, decision_number, decided_date

),

dim_plan_version as (

    select
        plan_code,
        version_number,
        decision_number,
        decided_date,
        change_count,
        cast(sum(net_change) over versions as decimal(18, 2)) as net_eur,
        cast(sum(vat_change) over versions as decimal(18, 2)) as vat_eur,
        lead(version_number) over versions is null as is_in_force,
        is_synthetic

    from version_changes

    window versions as (partition by plan_code order by version_number nulls last)

)

select * from dim_plan_version
