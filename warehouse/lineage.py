"""Models and their order, read out of the SQL itself.

A model is one `select` in `models/<schema>/<name>.sql`. It names other tables with
their schema; that is the dependency, there is nothing else to declare.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from pazanga.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

LAYERS = ("staging", "intermediate", "marts", "reports")
"""Schemas that are made of models, in the order data flows through them."""


@dataclass(frozen=True, slots=True)
class Model:
    """One `select` and the tables it reads.

    Attributes:
        schema: Layer, e.g. `marts`.
        name: Table, e.g. `dim_plan`.
        sql: The query.
        references: Tables it reads, as `schema.name`; those of other schemas too.
    """

    schema: str
    name: str
    sql: str
    references: frozenset[str]

    @property
    def table(self) -> str:
        """Return the name others use: `schema.name`."""
        return f"{self.schema}.{self.name}"

    @property
    def header(self) -> str:
        """Return the comment lines on top, which end with `Grain: one row per …`."""
        lines = takewhile(lambda line: line.startswith("--"), self.sql.splitlines())
        return " ".join(line.removeprefix("--").strip() for line in lines)


def read_models(connection: DuckDBPyConnection, folder: Path) -> list[Model]:
    """Read all models under a folder, in the order in which they can be built.

    Args:
        connection: Any connection; it only parses.
        folder: Holds one folder per layer.

    Raises:
        ModelError: A file is not one `select`, reads a model that does not exist, or
            models read each other in a circle.
    """
    models = [
        read_model(connection, path)
        for layer in LAYERS
        for path in sorted((folder / layer).glob("*.sql"))
    ]
    return order_models(models)


def read_model(connection: DuckDBPyConnection, path: Path) -> Model:
    """Read one model file; its folder is its schema.

    Raises:
        ModelError: The file is not one `select`.
    """
    sql = path.read_text(encoding="utf-8").strip().removesuffix(";")
    references = frozenset(parse_references(connection, sql, path.name))
    return Model(path.parent.name, path.stem, sql, references)


def parse_references(
    connection: DuckDBPyConnection, sql: str, name: str
) -> Iterator[str]:
    """Return every `schema.table` a query reads; CTEs have no schema and are skipped.

    Args:
        connection: Any connection; it only parses, the tables need not exist.
        sql: One query.
        name: File name, for the error.

    Raises:
        ModelError: It is not exactly one `select` that can be parsed.
    """
    yield from _find_tables(parse_query(connection, sql, name))


def parse_query(
    connection: DuckDBPyConnection, sql: str, name: str
) -> list[dict[str, Any]]:
    """Parse one query into the tree of DuckDB; places in it count bytes.

    Args:
        connection: Any connection; it only parses, the tables need not exist.
        sql: One query.
        name: File name, for the error.

    Raises:
        ModelError: It is not exactly one `select` that can be parsed.
    """
    answer = connection.execute("select json_serialize_sql(?::varchar)", [sql])
    tree = json.loads(answer.fetchall()[0][0])
    if tree["error"]:
        raise ModelError("model_not_readable", name=name, why=tree["error_message"])
    statements: list[dict[str, Any]] = tree["statements"]
    if len(statements) != 1:
        raise ModelError("model_not_one_query", name=name, count=len(statements))
    return statements


def order_models(models: Iterable[Model]) -> list[Model]:
    """Sort models, each after the models it reads.

    Raises:
        ModelError: A model reads one that does not exist, or itself in a circle.
    """
    by_table = {model.table: model for model in models}
    for model in by_table.values():
        _check_references(model, by_table)
    graph = {
        table: sorted(model.references & by_table.keys())
        for table, model in by_table.items()
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise ModelError("model_cycle", circle=circle) from error
    return [by_table[table] for table in order]


def _check_references(model: Model, by_table: dict[str, Model]) -> None:
    for reference in sorted(model.references - by_table.keys()):
        if reference.partition(".")[0] in LAYERS:
            raise ModelError("model_reads_unknown", name=model.table, found=reference)


def list_nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Yield all nodes of a parse tree, each before what it holds."""
    if isinstance(tree, list):
        for item in tree:
            yield from list_nodes(item)
    elif isinstance(tree, dict):
        yield tree
        for item in tree.values():
            yield from list_nodes(item)


def _find_tables(tree: object) -> Iterator[str]:
    for node in list_nodes(tree):
        if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
            yield f"{node['schema_name']}.{node['table_name']}"
