"""A part of a warehouse replaced: the rows of some plans, the others left as they are.

What a model is rebuilt by is part of its description: `config: {rebuilt: whole}` says
that its rows of one plan depend on other plans. Without it a model that has a plan in
each row is replaced plan by plan, and any other one is built anew from all plans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warehouse.build import find_kind
from warehouse.connection import PART, name_model
from warehouse.progress import RefreshProgress
from warehouse.replacing import replace_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.descriptions import TableDescription
    from warehouse.lineage import Model

PLAN: Final = "plan_code"
SOURCE: Final = "_source_document_key"
_LOADED: Final = ("raw.", "ops.")


def list_by_plan(
    connection: DuckDBPyConnection, descriptions: Mapping[str, TableDescription]
) -> frozenset[str]:
    """List the models of which the rows of a plan depend on that plan alone.

    Args:
        connection: Its current database is a warehouse with all tables.
        descriptions: What is described of models, by `schema.name`.
    """
    rows = connection.execute(
        "select schema_name || '.' || table_name from duckdb_columns()"
        " where database_name = current_database() and column_name = $plan",
        {"plan": PLAN},
    )
    with_plan = {table for (table,) in rows.fetchall()}
    return frozenset(
        table
        for table, words in descriptions.items()
        if table in with_plan and words.rebuilt != "whole"
    )


def replace_sources(
    connection: DuckDBPyConnection, tables: Iterable[str], keys: Collection[str]
) -> None:
    """Replace the rows of some sources in `raw` by those of the part, which differ.

    Args:
        connection: Writes into a copy of the last snapshot; the part is beside it.
        tables: Raw tables, by `raw.name`.
        keys: Keys of the source documents.
    """
    # A plan has many sources: looked for one after another they take half a second.
    where = f"{SOURCE} in (select unnest($keys))"
    chosen = {"keys": list(keys)}
    for table in tables:
        part = f"{PART}.{table}"
        replace_rows(connection, table, part, where, chosen, is_other=True)


def replace_ops(
    connection: DuckDBPyConnection, keys: Collection[str], run_id: str
) -> None:
    """Replace rejected rows of some sources, and empty what each run writes anew.

    What was done until then is committed: a key of `ops` can be written again only
    once its old row is gone.

    Args:
        connection: Writes into a copy of the last snapshot; the part is beside it.
        keys: Keys of the source documents.
        run_id: The run that all rows are of from now on.
    """
    where = "where list_contains($keys, source_document_key)"
    chosen = {"keys": list(keys)}
    for name in ("load", "remark", "audit_result", "refresh_run"):
        connection.execute(f"delete from ops.{name}")  # noqa: S608 - our own tables
    connection.execute(f"delete from ops.quarantine {where}", chosen)  # noqa: S608
    connection.execute(
        f"insert into ops.quarantine by name"  # noqa: S608
        f" select * from {PART}.ops.quarantine {where}",
        chosen,
    )
    connection.execute("update ops.quarantine set run_id = $run", {"run": run_id})
    connection.commit()
    connection.begin()


def replace_models(
    connection: DuckDBPyConnection,
    models: Iterable[Model],
    descriptions: Mapping[str, TableDescription],
    plans: Collection[str],
    changed: Collection[str],
    progress: RefreshProgress | None = None,
) -> frozenset[str]:
    """Replace the rows of some plans, in models that changed, by those of the part.

    Models that are no model of plans are built anew if they read what changed, each
    after those it reads. All others stay as they are.

    Args:
        connection: Writes into a copy of the last snapshot, whose `raw` is complete.
        models: All models, in the order of building.
        descriptions: What is described of them, by `schema.name`.
        plans: Codes of the plans.
        changed: Tables of `raw` and `ops`, and models by plan, with other rows now.
        progress: Is told of every table that is brought up to date.

    Returns:
        The tables of which any row is another one now, and the views that read them.

    Raises:
        ModelError: The database refuses a query.
    """
    chosen = {"plans": list(plans)}
    where = f"list_contains($plans, {PLAN})"
    by_plan = list_by_plan(connection, descriptions)
    listed, told = list(models), progress or RefreshProgress()
    told.begin("building", (1 for _ in listed))
    others = {table for table in changed if table.startswith(_LOADED)}
    for model in listed:
        is_other = False
        is_view = find_kind(model, descriptions[model.table]) == "view"
        with name_model(model.table):
            if not is_view and model.table in by_plan:
                part = f"{PART}.{model.table}"
                is_other = model.table in changed and replace_rows(
                    connection, model.table, part, where, chosen, is_other=True
                )
            elif model.references & others:
                is_other = is_view or _rebuild(connection, model)
        if is_other:
            others.add(model.table)
        told.advance()
    return frozenset(others)


def _rebuild(connection: DuckDBPyConnection, model: Model) -> bool:
    """Build a model anew from all plans; return whether any row is another one."""
    fresh = "temp.built_anew"
    connection.execute(f"create temp table {fresh} as from {model.table} limit 0")
    connection.execute(f"insert into {fresh} {model.sql}")
    is_other = replace_rows(connection, model.table, fresh)
    connection.execute(f"drop table {fresh}")
    return is_other
