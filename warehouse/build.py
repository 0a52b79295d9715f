"""Build the models of a warehouse: one table or view per file, with its comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from pazanga.errors import ModelError
from warehouse.descriptions import comment_table, read_descriptions
from warehouse.lineage import LAYERS, read_models

if TYPE_CHECKING:
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
    for layer in LAYERS:
        connection.execute(f"create schema if not exists {layer}")
    for model in models:
        words = descriptions[model.table]
        kind = words.materialized or KINDS[model.schema]
        build_model(connection, model, kind)
        comment_table(connection, model.table, words, kind)
    return descriptions


def build_model(connection: DuckDBPyConnection, model: Model, kind: Relation) -> None:
    """Create the table or view of one model in the current database.

    Raises:
        ModelError: The database refuses the query.
    """
    try:
        connection.execute(f"create {kind} {model.table} as {model.sql}")
    except duckdb.Error as error:
        raise ModelError("model_failed", name=model.table, why=error) from error
