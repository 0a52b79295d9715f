-- Payments that a later file of the same document took the place of without bringing a
-- payment of that day: perhaps it holds only another part of the document.
with

spending as (

    select
        *,
        max(document_precedence) over (
            partition by is_synthetic, document_key
        ) as latest_precedence

    from intermediate.int_spending__ordered

),

kept_days as (

    select distinct
        is_synthetic,
        document_key,
        paid_date

    from spending

    where document_precedence = latest_precedence

)

select
    spending.document_key,
    spending.paid_date,
    spending.net_eur,
    spending.source_file,
    spending.source_row

from spending
left join kept_days
    on
        spending.is_synthetic = kept_days.is_synthetic
        and spending.document_key = kept_days.document_key
        and spending.paid_date = kept_days.paid_date

where
    spending.document_precedence < spending.latest_precedence
    and kept_days.paid_date is null
