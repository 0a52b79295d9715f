"""Rows of workbooks that count in the snapshot shown now, each business key once."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import duckdb
import polars as pl

from etl.contracts.workbooks import SCHEMAS, Kind, fact_columns
from etl.raw import PRECEDENCE
from warehouse.connection import fetch, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.snapshots import Snapshot

_KNOWN_CODES: Final[Mapping[str, str]] = {
    "plan_code": "select plan_code, plan_code as code from marts.dim_plan",
    "activity_number": "select plan_code, activity_number as code"
    " from marts.dim_activity",
    "school_code": "select plan_code, school_code as code from marts.dim_school",
    "indicator_number": "select plan_code, indicator_number as code"
    " from marts.dim_indicator",
}
"""Where the codes a workbook may mention are listed, by the column that holds them."""


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


def find_unknown(
    snapshot: Snapshot | None, facts: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Find codes that no plan has, by column: `plan_code`, `code`, count of `rows`.

    Args:
        snapshot: What readers see; where nothing was published nothing is unknown.
        facts: Good rows of one kind.
    """
    if snapshot is None:
        return {}
    unknown = {}
    with closing(open_snapshot(snapshot.path)) as connection:
        for column in _KNOWN_CODES:
            if column in facts.columns:
                found = _find_unknown(connection, facts, column)
                if found.height:
                    unknown[column] = found
    return unknown


def _find_unknown(
    connection: DuckDBPyConnection, facts: pl.DataFrame, column: str
) -> pl.DataFrame:
    known = fetch(connection, _KNOWN_CODES[column])
    plans = fetch(connection, _KNOWN_CODES["plan_code"])
    named = facts.select("plan_code", pl.col(column).alias("code"))
    if column != "plan_code":
        # A plan that is unknown as a whole is said once, not for each of its codes.
        named = named.join(plans, on="plan_code", how="semi")
    return (
        named.filter(pl.col("code") != "")
        .join(known, on=["plan_code", "code"], how="anti")
        .group_by("plan_code", "code")
        .agg(pl.len().alias("rows"))
        .sort("plan_code", "code")
    )
