-- Tables, views and columns without a comment in the database.
select
    schema_name,
    table_name,
    '' as column_name

from duckdb_tables()

where database_name = current_database() and comment is null

union all

select
    schema_name,
    view_name as table_name,
    '' as column_name

from duckdb_views()

where database_name = current_database() and not internal and comment is null

union all

select
    schema_name,
    table_name,
    column_name

from duckdb_columns()

where database_name = current_database() and not internal and comment is null
