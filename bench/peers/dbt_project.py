"""Our models as a project of dbt: names of tables become references, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from warehouse.build import KINDS, MODELS_DIR, find_kind
from warehouse.connection import connect_memory
from warehouse.descriptions import read_descriptions
from warehouse.lineage import read_models

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.lineage import Model

_PROJECT: Final = (
    "name: pazanga\nprofile: pazanga\n"
    "flags: {send_anonymous_usage_stats: false}\n"
    "models:\n  pazanga:\n"
)
_PROFILE: Final = (
    "pazanga:\n  target: bench\n  outputs:\n    bench:\n"
    "      {type: duckdb, path: '%s', schema: main, threads: 2}\n"
)
_SCHEMAS: Final = (
    "{% macro generate_schema_name(custom, node) %}"
    "{{ custom or target.schema }}{% endmacro %}\n"
)
"""A schema is named as it is, without dbt's own prefix."""


def write_project(folder: Path, database: Path) -> None:
    """Write the project, and the profile that leads to a database.

    Args:
        folder: Empty or missing.
        database: Holds `raw` and `ops`, and gets the models.
    """
    connection = connect_memory()
    models = read_models(connection, MODELS_DIR)
    connection.close()
    descriptions = read_descriptions(MODELS_DIR, models)
    ours = {model.table for model in models}
    read = {table for model in models for table in model.references} - ours
    for model in models:
        kind = find_kind(model, descriptions[model.table])
        path = folder / "models" / model.schema / f"{model.name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        sql = f"{{{{ config(materialized='{kind}') }}}}\n{_refer(model, ours)}"
        path.write_text(sql, encoding="utf-8")
    (folder / "models" / "sources.yml").write_text(_write_sources(read), "utf-8")
    (folder / "macros").mkdir()
    (folder / "macros" / "schemas.sql").write_text(_SCHEMAS, "utf-8")
    layers = "".join(f"    {layer}: {{+schema: {layer}}}\n" for layer in KINDS)
    (folder / "dbt_project.yml").write_text(_PROJECT + layers, "utf-8")
    (folder / "profiles.yml").write_text(_PROFILE % database, "utf-8")


def _refer(model: Model, ours: set[str]) -> str:
    """Return the query of a model with the tables it reads as references."""
    sql = model.sql
    for table in model.references:
        schema, _, name = table.partition(".")
        word = f"ref('{name}')" if table in ours else f"source('{schema}', '{name}')"
        sql = re.sub(rf"\b{re.escape(table)}\b", f"{{{{ {word} }}}}", sql)
    return sql


def _write_sources(tables: set[str]) -> str:
    lines = ["sources:"]
    for schema in sorted({table.partition(".")[0] for table in tables}):
        names = sorted(
            one.partition(".")[2] for one in tables if one.startswith(schema)
        )
        listed = ", ".join(f"{{name: {name}}}" for name in names)
        lines.append(f"  - {{name: {schema}, tables: [{listed}]}}")
    return "\n".join(lines) + "\n"
