-- Amounts of whole activities, before they are split by policy area: planned as
-- printed, planned as decisions changed it, and reported in a month.
-- Grain: one row per kind of amount, activity row, school, month and whether the rows
-- are made up.
with

planned_costs as (

    select
        'printed' as amount_kind,
        plan_code,
        activity_key,
        net_eur,
        vat_eur

    from staging.stg_plan_package__activities

    where cost_role = 'counted'

    union all

    select
        'in_force' as amount_kind,
        plan_code,
        activity_key,
        net_eur,
        vat_eur

    from intermediate.int_activity_costs__in_force

    where is_counted

),

spending as (

    select
        spending.*,
        activity_numbers.activity_key,
        cast(date_trunc('month', spending.paid_date) as date) as month_date

    from intermediate.int_spending__ordered as spending
    inner join intermediate.int_activity_numbers__resolved as activity_numbers
        on
            spending.plan_code = activity_numbers.plan_code
            and spending.activity_number = activity_numbers.activity_number

    where spending.is_current

),

int_amounts__collected as (

    select
        amount_kind,
        plan_code,
        activity_key,
        cast(null as string) as school_code,
        cast(null as date) as month_date,
        false as is_synthetic,
        net_eur,
        vat_eur,
        vat_eur is null as has_unknown_vat

    from planned_costs

    union all

    select
        cast(phase as string) as amount_kind,
        plan_code,
        activity_key,
        school_code,
        month_date,
        is_synthetic,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur,
        bool_or(vat_eur is null) as has_unknown_vat

    from spending

    group by
        phase, plan_code, activity_key, school_code, month_date, is_synthetic

)

select * from int_amounts__collected
