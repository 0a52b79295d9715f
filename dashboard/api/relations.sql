select
    tables.table_schema as schema_name,
    tables.table_name as relation_name,
    tables.table_type = 'VIEW' as is_view,
    coalesce(tables.table_comment, '') as comment
from information_schema.tables as tables
where
    tables.table_catalog = current_database()
    and tables.table_schema in ('marts', 'reports')
order by schema_name, relation_name
