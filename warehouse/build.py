"""Build the models of a warehouse: one table or view per file, with its comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from warehouse.connection import name_model
from warehouse.descriptions import comment_table, read_descriptions
from warehouse.lineage import LAYERS, read_models
from warehouse.progress import RefreshProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.descriptions import Relation, TableDescription
    from warehouse.lineage import Model

MODELS_DIR: Final = Path(__file__).parent / "models"

KINDS: Final[dict[str, Relation]] = {
    "staging": "view",
    "intermediate": "view",
    "marts": "table",
    "reports": "table",
}
"""How the models of a layer are kept: what people read is stored, the way there not.

`config: {materialized: view}` in the description of a model says otherwise for it.
"""


def build_models(
    connection: DuckDBPyConnection, folder: Path = MODELS_DIR
) -> dict[str, TableDescription]:
    """Build all models, each after those it reads, and give their descriptions.

    Args:
        connection: Its current database holds `raw` and `ops` and gets the rest.
        folder: Holds one folder per layer.

    Raises:
        ModelError: A model cannot be read, ordered or run.
        DescriptionError: A model or one of its columns is not described.
    """
    models = read_models(connection, folder)
    descriptions = read_descriptions(folder, models)
    create_models(connection, models, descriptions)
    fill_models(connection, models, descriptions)
    return descriptions


def create_models(
    connection: DuckDBPyConnection,
    models: Iterable[Model],
    descriptions: Mapping[str, TableDescription],
) -> None:
    """Create the views and the empty tables of all models, with their comments.

    Args:
        connection: Its current database holds `raw` and `ops`.
        models: What to create, in an order in which it can be.
        descriptions: What they mean, by `schema.name`.

    Raises:
        ModelError: The database refuses a query.
        DescriptionError: A column is not described.
    """
    for layer in LAYERS:
        connection.execute(f"create schema if not exists {layer}")
    for model in models:
        words = descriptions[model.table]
        kind = find_kind(model, words)
        create_model(connection, model, kind)
        comment_table(connection, model.table, words, kind)


def fill_models(
    connection: DuckDBPyConnection,
    models: Iterable[Model],
    descriptions: Mapping[str, TableDescription],
    progress: RefreshProgress | None = None,
) -> None:
    """Fill the tables that `create_models` made, each after those it reads.

    Args:
        connection: Its current database holds all tables and views.
        models: All models, in the order of building.
        descriptions: What is described of them, by `schema.name`.
        progress: Is told of every table that is filled.

    Raises:
        ModelError: The database refuses a query.
    """
    tables = list_tables(models, descriptions)
    told = progress or RefreshProgress()
    told.begin("building", (1 for _ in tables))
    for model in tables:
        _run(connection, model, f"insert into {model.table} {model.sql}")
        told.advance()


def list_tables(
    models: Iterable[Model], descriptions: Mapping[str, TableDescription]
) -> list[Model]:
    """List the models that are kept as tables, in their order."""
    return [
        model
        for model in models
        if find_kind(model, descriptions[model.table]) == "table"
    ]


def find_kind(model: Model, words: TableDescription) -> Relation:
    """Return how a model is kept."""
    return words.materialized or KINDS[model.schema]


def create_model(connection: DuckDBPyConnection, model: Model, kind: Relation) -> None:
    """Create the view or the empty table of one model in the current database.

    A table is made by naming its columns. One made from an empty query hides the rows
    of a large insert from every query of the same transaction, as DuckDB 2.0.0 does.

    Raises:
        ModelError: The database refuses the query.
    """
    if kind == "view":
        _run(connection, model, f"create view {model.table} as {model.sql}")
        return
    described = _run(connection, model, f"describe {model.sql}").fetchall()
    columns = ", ".join(f'"{name}" {dtype}' for name, dtype, *_ in described)
    _run(connection, model, f"create table {model.table} ({columns})")


def _run(connection: DuckDBPyConnection, model: Model, sql: str) -> DuckDBPyConnection:
    with name_model(model.table):
        return connection.execute(sql)
