-- Amounts, whole or of one row, that documents with the same number have in common.
-- Grain: one row per document and amount that another document of its number has too.
with

spending as (

    select * from intermediate.int_spending__ordered

    where is_current

),

amounts as (

    select
        document_key,
        number_key,
        supplier_key,
        net_eur,
        source_file,
        source_row

    from spending

    union all

    select
        document_key,
        min(number_key) as number_key,
        min(supplier_key) as supplier_key,
        sum(net_eur) as net_eur,
        min(source_file) as source_file,
        min(source_row) as source_row

    from spending

    group by document_key

    having count(*) > 1

),

shared_amounts as (

    select
        number_key,
        net_eur

    from amounts

    where net_eur <> 0

    group by number_key, net_eur

    having min(document_key) <> max(document_key)

),

int_spending__shared_amounts as (

    select
        amounts.document_key,
        amounts.number_key,
        amounts.supplier_key,
        amounts.net_eur,
        min(amounts.source_file) as source_file,
        min(amounts.source_row) as source_row

    from amounts
    inner join shared_amounts
        on
            amounts.number_key = shared_amounts.number_key
            and amounts.net_eur = shared_amounts.net_eur

    group by
        amounts.document_key,
        amounts.number_key,
        amounts.supplier_key,
        amounts.net_eur

)

select * from int_spending__shared_amounts
