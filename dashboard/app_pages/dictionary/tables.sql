select
    tables.schema_name,
    tables.table_name,
    tables.row_count,
    coalesce(tables.comment, '') as description,
    string_agg(
        columns.column_name || ' ' || coalesce(columns.comment, ''), ' '
    ) as columns_text
from (
    select
        schema_name,
        table_name,
        estimated_size as row_count,
        comment
    from duckdb_tables()
    where database_name = current_database()
    union all
    select
        schema_name,
        view_name as table_name,
        null as row_count,
        comment
    from duckdb_views()
    where database_name = current_database() and not internal
) as tables
inner join duckdb_columns() as columns
    on
        tables.schema_name = columns.schema_name
        and tables.table_name = columns.table_name
        and columns.database_name = current_database()
group by all
order by tables.schema_name, tables.table_name
