-- Documents that look like another one: which of them is right is for a person to say.
select
    document_key,
    other_document_key,
    net_eur,
    source_file,
    source_row

from intermediate.int_spending__alike
