-- Columns of a published table: one row per column.
select
    schema_name,
    column_name,
    coalesce(comment, '') as comment
from duckdb_columns()
where
    database_name = current_database()
    and schema_name in ('marts', 'reports', 'ops')
    and table_name = $table
order by column_index
