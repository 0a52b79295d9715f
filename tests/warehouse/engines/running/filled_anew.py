"""A snapshot whose marts and reports another engine fills, beside DuckDB's own."""

import shutil
from pathlib import Path

from warehouse.audits import AuditResult, read_audits
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory, open_building
from warehouse.descriptions import read_descriptions
from warehouse.engines.choose import Engine
from warehouse.lineage import read_models

TABLES = """
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = '{}' and schema_name in ('marts', 'reports')
"""


def fill_anew(snapshot: Path, engine: Engine, path: Path) -> list[AuditResult]:
    """Fill the marts and reports of a copy of a snapshot; return what audits found."""
    shutil.copyfile(snapshot, path)
    with open_building(path) as connection:
        models = read_models(connection, MODELS_DIR)
        descriptions = read_descriptions(MODELS_DIR, models)
        tables = connection.execute(TABLES.format("building")).fetchall()
        for (table,) in tables:
            connection.execute(f"truncate {table}")
        engine.fill(connection, models, descriptions)
        return engine.run_audits(connection, read_audits(descriptions))


def list_differences(expected: Path, found: Path) -> dict[str, tuple[int, int]]:
    """Give how many rows only one of two files has, by the tables that differ."""
    connection = connect_memory()
    connection.execute(f"attach '{expected}' as expected (read_only)")
    connection.execute(f"attach '{found}' as found (read_only)")
    differences = {}
    for (table,) in connection.execute(TABLES.format("expected")).fetchall():
        mine, theirs = f"expected.{table}", f"found.{table}"
        missing, added = (
            len(connection.execute(f"from {one} except all from {other}").fetchall())
            for one, other in ((mine, theirs), (theirs, mine))
        )
        if missing or added:
            differences[table] = (missing, added)
    return differences
