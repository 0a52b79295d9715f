-- Sums of reported amounts that differ between raw rows and marts.
with

rejected_rows as (

    select distinct
        row_mark,
        plan_code,
        origin_number
    from ops.quarantine
    where row_mark is not null

),

raw_rows as (

    select
        spending._document_key,
        spending.plan_code,
        spending.phase,
        spending.net_eur,
        spending.vat_eur,
        coalesce(
            rejected_rows.origin_number
            - 1000000000 * cast(spending.is_synthetic as bigint),
            spending._precedence
        ) as place

    from raw.workbook__spending as spending
    left join rejected_rows
        on
            spending.corrects = rejected_rows.row_mark
            and spending.plan_code
            = coalesce(rejected_rows.plan_code, spending.plan_code)

    where not exists (
        select later.corrects from raw.workbook__spending as later
        where
            later.plan_code = spending.plan_code
            and later.corrects = spending.corrects
            and later._precedence > spending._precedence
    )

),

document_sums as (

    select
        _document_key,
        plan_code,
        phase,
        place,
        sum(net_eur) as net_eur,
        sum(coalesce(vat_eur, 0)) as vat_eur

    from raw_rows

    group by _document_key, plan_code, phase, place

),

counting_documents as (

    select
        plan_code,
        phase,
        max_by(net_eur, place)
        filter (where net_eur is not null) as net_eur,
        max_by(vat_eur, place)
        filter (where vat_eur is not null) as vat_eur

    from document_sums

    group by plan_code, phase, _document_key

),

sums as (

    select
        'raw' as what,
        plan_code,
        cast(phase as string) as phase,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur
    from counting_documents
    group by plan_code, phase

    union all

    select
        'fct_expenditure' as what,
        plan_code,
        cast(phase as string) as phase,
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
