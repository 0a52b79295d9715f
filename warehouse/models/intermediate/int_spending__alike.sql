-- Documents that count and look like another one that counts too: the same number and
-- amount, and the same supplier, or one that is not named or told by a code. Only a
-- person can say if it is one document under two days or spellings.
-- Grain: one row per document, other document and amount they have in common.
with

amounts as (

    select
        *,
        regexp_extract(supplier_key, '^(lt)?[0-9]{7,12}$', 0) <> '' as is_code

    from intermediate.int_spending__shared_amounts

),

neighbours as (

    select
        *,
        lag(document_key) over (
            partition by number_key, net_eur, supplier_key
            order by document_key nulls last
        ) as same_supplier_key,
        case
            when supplier_key = ''
                then
                    max(case when supplier_key <> '' then document_key end) over (
                        partition by number_key, net_eur
                    )
            when is_code
                then
                    max(
                        case
                            when supplier_key <> '' and not is_code
                                then document_key
                        end
                    ) over (partition by number_key, net_eur)
        end as named_supplier_key

    from amounts

),

int_spending__alike as (

    select
        document_key,
        coalesce(same_supplier_key, named_supplier_key) as other_document_key,
        net_eur,
        source_file,
        source_row

    from neighbours

    where coalesce(same_supplier_key, named_supplier_key) is not null

)

select * from int_spending__alike
