select distinct
    source_kind,
    source_name,
    document_name,
    document_sha256
from marts.dim_source_document
where load_status = 'loaded'
order by all
