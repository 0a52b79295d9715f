-- Sums of reported amounts that differ between raw rows and marts.
with

counting_rows as (

    select
        plan_code,
        phase,
        max_by(net_eur, _precedence) as net_eur,
        max_by(coalesce(vat_eur, 0), _precedence) as vat_eur

    from raw.workbook__spending

    group by plan_code, phase, document_number, activity_number, school_code

),

sums as (

    select
        'raw' as what,
        plan_code,
        cast(phase as varchar) as phase,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur
    from counting_rows
    group by plan_code, phase

    union all

    select
        'fct_expenditure' as what,
        plan_code,
        cast(phase as varchar) as phase,
        sum(net_eur) as net_eur,
        coalesce(sum(vat_eur), 0) as vat_eur
    from marts.fct_expenditure
    group by plan_code, phase

    union all

    select
        'fct_monthly_spending' as what,
        plan_code,
        phase,
        sum(net_eur) as net_eur,
        coalesce(sum(vat_eur), 0) as vat_eur
    from marts.fct_monthly_spending
    group by plan_code, phase

)

select
    plan_code,
    phase,
    min(net_eur) as lowest_net_eur,
    max(net_eur) as highest_net_eur,
    min(vat_eur) as lowest_vat_eur,
    max(vat_eur) as highest_vat_eur

from sums

group by plan_code, phase

having
    count(*) <> 3
    or min(net_eur) <> max(net_eur)
    or min(vat_eur) <> max(vat_eur)
