-- Amounts of an activity side by side: as printed, in force, approved, revised, spent
-- and left. Every row of the cost table has its printed amount, also if it does not
-- count.
-- Grain: one row per activity row and kind of amount that is known of it.
with

activities as (

    select * from reports.rpt_activity

),

absorption as (

    select
        activity_key,
        sum(in_force_net_eur) as in_force_net_eur,
        sum(in_force_vat_eur) as in_force_vat_eur,
        bool_or(in_force_net_eur is not null and in_force_vat_eur is null)
            as has_unknown_vat,
        sum(executed_net_eur) as executed_net_eur

    from reports.rpt_absorption

    group by activity_key

),

reported_sums as (

    select
        activity_key,
        phase,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur,
        bool_or(has_unknown_vat) as has_unknown_vat

    from reports.rpt_monthly_spending

    group by activity_key, phase

),

amounts as (

    select
        activity_key,
        'printed' as amount_kind,
        1 as amount_order,
        printed_net_eur as net_eur,
        printed_vat_eur as vat_eur,
        printed_vat_eur is null as has_unknown_vat
    from activities
    union all
    select
        activity_key,
        'in_force' as amount_kind,
        2 as amount_order,
        in_force_net_eur as net_eur,
        in_force_vat_eur as vat_eur,
        has_unknown_vat
    from absorption
    where in_force_net_eur is not null
    union all
    select
        activity_key,
        phase as amount_kind,
        case phase when 'approved' then 3 when 'revised' then 4 else 5 end
            as amount_order,
        net_eur,
        vat_eur,
        has_unknown_vat
    from reported_sums
    union all
    -- Without VAT only: payments seldom state all of it.
    select
        activity_key,
        'left' as amount_kind,
        6 as amount_order,
        in_force_net_eur - executed_net_eur as net_eur,
        cast(null as decimal(18, 2)) as vat_eur,
        true as has_unknown_vat
    from absorption
    where in_force_net_eur is not null and executed_net_eur is not null

),

rpt_activity_money as (

    select
        activities.plan_code,
        amounts.activity_key,
        amounts.amount_kind,
        amounts.amount_order,
        amounts.net_eur,
        amounts.vat_eur,
        if(not amounts.has_unknown_vat, amounts.net_eur + amounts.vat_eur, null)
            as gross_eur,
        amounts.has_unknown_vat

    from amounts
    inner join activities
        on amounts.activity_key = activities.activity_key

)

select * from rpt_activity_money
