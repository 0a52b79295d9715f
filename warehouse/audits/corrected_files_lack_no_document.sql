-- Documents that count and are not in the latest file of the same name, though it tells
-- of the same days or of other documents of the earlier file.
with

loaded_files as (

    select
        source_document_key,
        changed_at,
        -- What the page on loading data adds to a name is left out.
        lower(
            case
                when regexp_extract(source_name, '-[0-9a-f]{8}[.][a-z]+$', 0) = ''
                    then source_name
                else
                    regexp_extract(source_name, '^(.*)-[0-9a-f]{8}[.][a-z]+$', 1)
                    || regexp_extract(source_name, '[.][a-z]+$', 0)
            end
        ) as file_name

    from ops.load

    where source_kind = 'workbook' and row_count > 0

),

-- Nearly all names are of one file: the rows of the others are looked at alone.
shared_names as (

    select file_name

    from loaded_files

    group by file_name

    having count(*) > 1

),

documents as (

    select
        spending._source_document_key as source_document_key,
        loaded_files.file_name,
        loaded_files.changed_at,
        spending._document_key as document_key,
        min(spending.date) as first_date,
        max(spending.date) as last_date

    from raw.workbook__spending as spending
    inner join loaded_files
        on spending._source_document_key = loaded_files.source_document_key
    inner join shared_names
        on loaded_files.file_name = shared_names.file_name

    -- Rows that correct others complete a file, and are none of their own.
    where spending.corrects is null

    group by
        spending._source_document_key,
        loaded_files.file_name,
        loaded_files.changed_at,
        spending._document_key

),

latest_files as (

    select
        file_name,
        max_by(source_document_key, changed_at)
        filter (where source_document_key is not null) as source_document_key

    from documents

    group by file_name

    having count(distinct source_document_key) > 1

),

latest_spans as (

    select
        latest_files.file_name,
        latest_files.source_document_key,
        min(documents.first_date) as first_date,
        max(documents.last_date) as last_date

    from latest_files
    inner join documents
        on latest_files.source_document_key = documents.source_document_key

    group by latest_files.file_name, latest_files.source_document_key

),

shared_files as (

    select distinct earlier.source_document_key

    from documents as earlier
    inner join latest_files
        on earlier.file_name = latest_files.file_name
    inner join documents as later
        on
            latest_files.source_document_key = later.source_document_key
            and earlier.document_key = later.document_key

)

select
    expenditure.document_key,
    expenditure.source_file,
    min(expenditure.source_row) as source_row,
    sum(expenditure.net_eur) as net_eur

from marts.fct_expenditure as expenditure
inner join loaded_files
    on expenditure.source_document_key = loaded_files.source_document_key
inner join latest_spans
    on
        loaded_files.file_name = latest_spans.file_name
        and loaded_files.source_document_key <> latest_spans.source_document_key
left join shared_files
    on expenditure.source_document_key = shared_files.source_document_key

where
    shared_files.source_document_key is not null
    or expenditure.paid_date
    between latest_spans.first_date and latest_spans.last_date

group by expenditure.document_key, expenditure.source_file
