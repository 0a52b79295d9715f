select
    column_name,
    data_type,
    coalesce(comment, '') as comment
from duckdb_columns()
where
    database_name = current_database()
    and schema_name || '.' || table_name = $table
order by column_index
