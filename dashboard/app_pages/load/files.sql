select *
from reports.rpt_loaded_file
order by changed_at desc, source_document_key
