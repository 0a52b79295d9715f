select
    columns.schema_name,
    columns.table_name as relation_name,
    columns.column_name,
    columns.data_type,
    coalesce(columns.comment, '') as comment
from duckdb_columns() as columns
where
    columns.database_name = current_database()
    and columns.schema_name in ('marts', 'reports')
order by columns.schema_name, relation_name, columns.column_index
