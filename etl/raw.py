"""The tables of `raw`: made from the contracts, with the comments written there.

`raw.<source>__<table>` holds what a source says, typed and checked, nothing changed.
Every row also says which source it comes from, and since when that has this content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.contracts.plan_package import TABLES
from etl.contracts.reference import REFERENCE_TABLES
from etl.contracts.workbooks import SCHEMAS
from warehouse.connection import insert_frame
from warehouse.descriptions import Column, Table, comment_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import dataframely as dy
    from duckdb import DuckDBPyConnection

PLAN_CODE: Final = "plan_code"
PRECEDENCE: Final = "_precedence"

_TECHNICAL: Final = {
    PLAN_CODE: (pl.String(), Column("Code of the plan")),
    "_source_document_key": (
        pl.String(),
        Column("Source the row was loaded from: ops.load"),
    ),
    "_loaded_at": (
        pl.Datetime("us"),
        Column("When this content was first loaded, UTC"),
    ),
    PRECEDENCE: (
        pl.Int64(),
        Column(
            "Of rows with the same business key the highest counts: those of files"
            " received later, and real rows over made-up ones"
        ),
    ),
}

CONTRACTS: Final[dict[str, type[dy.Schema]]] = {
    **{f"plan_package__{name}": schema for name, schema in TABLES.items()},
    **{f"reference__{name}": schema for name, schema in REFERENCE_TABLES.items()},
    **{
        f"workbook__{kind.replace('-', '_')}": schema
        for kind, schema in SCHEMAS.items()
    },
}
"""Contract of every raw table, by its name within `raw`."""


def create_raw(connection: DuckDBPyConnection) -> None:
    """Create all tables of `raw`, empty and described."""
    connection.execute("create schema raw")
    for name, schema in CONTRACTS.items():
        empty = _add_technical(name, schema.create_empty())
        connection.register("empty_rows", empty)
        connection.execute(f"create table raw.{name} as from empty_rows")
        connection.unregister("empty_rows")
        comment_table(connection, f"raw.{name}", _describe(schema))


def insert_raw(
    connection: DuckDBPyConnection,
    tables: Mapping[str, pl.DataFrame],
    source_key: str,
    changed_at: datetime,
) -> int:
    """Add the rows of one source and give their count.

    Args:
        connection: Writes into the warehouse that is being built.
        tables: Rows by the name of their raw table.
        source_key: Key of the source document.
        changed_at: When this content was first loaded, UTC.
    """
    loaded = {
        "_source_document_key": pl.lit(source_key),
        "_loaded_at": pl.lit(changed_at.replace(tzinfo=None), pl.Datetime("us")),
    }
    return sum(
        insert_frame(connection, f"raw.{name}", rows.with_columns(**loaded))
        for name, rows in tables.items()
    )


def _add_technical(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    columns = dict(_TECHNICAL)
    if not name.startswith("plan_package__") or PLAN_CODE in rows.columns:
        del columns[PLAN_CODE]
    if not name.startswith("workbook__"):
        del columns[PRECEDENCE]
    return rows.with_columns(
        pl.lit(None, dtype).alias(column) for column, (dtype, _) in columns.items()
    )


def _describe(schema: type[dy.Schema]) -> Table:
    words = {
        name: Column(column.description or "")
        for name, column in schema.columns().items()
    }
    technical = {name: column for name, (_, column) in _TECHNICAL.items()}
    description = " ".join((schema.__doc__ or "").split())
    return Table(description, {**technical, **words})
