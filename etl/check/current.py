"""Rows of workbooks that count in the snapshot shown now, each business key once."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from etl.contracts.workbooks import SCHEMAS, Kind, fact_columns
from etl.raw import PRECEDENCE
from warehouse.connection import fetch, open_snapshot

if TYPE_CHECKING:
    import polars as pl

    from warehouse.snapshots import Snapshot


def read_current_rows(snapshot: Snapshot | None, kind: Kind) -> pl.DataFrame:
    """Give the rows of a kind that count now; none where nothing was published.

    A snapshot of an earlier version of the program may know nothing of the kind.

    Args:
        snapshot: What readers see.
        kind: Kind of the rows.
    """
    empty = SCHEMAS[kind].create_empty()
    if snapshot is None:
        return empty
    table = f"raw.workbook__{kind.replace('-', '_')}"
    with closing(open_snapshot(snapshot.path)) as connection:
        try:
            known = set(fetch(connection, f"from {table} limit 0").columns)
        except duckdb.CatalogException:
            return empty
        if not {*fact_columns(kind), PRECEDENCE} <= known:
            return empty
        return fetch(connection, _write_query(kind, table))


def _write_query(kind: Kind, table: str) -> str:
    """Say which row of each business key counts, as the models do."""
    key = ", ".join(SCHEMAS[kind].primary_key())
    columns = ", ".join([*fact_columns(kind), "is_synthetic"])
    return (
        f"select {columns} from {table} qualify row_number() over (partition by {key}"  # noqa: S608 - names of the contract
        f" order by {PRECEDENCE} desc, _source_row desc) = 1"
    )
