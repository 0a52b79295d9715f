"""Rows of workbooks that count in the current snapshot."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.refresh.previous_snapshot import knows
from etl.refresh.raw import PRECEDENCE, name_table
from etl.workbooks.contract.contract import SCHEMAS, Kind, business_key, fact_columns
from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from warehouse.snapshots import Snapshot

_SPENDING: Final = "intermediate.int_spending__ordered"
_COLUMNS: Final = {
    "plan_code": "plan_code",
    "activity_number": "activity_number",
    "school_code": "school_code",
    "date": "paid_date",
    "document_number": "document_number",
    "document_date": "document_date",
    "supplier": "supplier",
    "contract_number": "contract_number",
    "net_eur": "net_eur",
    "vat_eur": "vat_eur",
    "gross_eur": "gross_eur",
    "funding_source": "funding_source",
    "phase": "phase",
    "is_synthetic": "is_synthetic",
    "corrects": "corrects",
    "source_document_key": "source_document_key",
    "source_file": "source_file",
}
"""Columns of payments, and what the model calls them."""


def read_current_rows(snapshot: Snapshot | None, kind: Kind) -> pl.DataFrame:
    """Read the rows of a kind that count now; none where nothing was published.

    A snapshot of an earlier version of the program may know nothing of the kind.

    Args:
        snapshot: What readers see.
        kind: Kind of the rows.
    """
    empty = SCHEMAS[kind].create_empty()
    if snapshot is None:
        return empty
    if kind == "spending":
        return _read_spending(snapshot, empty)
    table = f"raw.{name_table(kind)}"
    with closing(open_snapshot(snapshot.path)) as connection:
        if not knows(connection, table, [*fact_columns(kind), PRECEDENCE]):
            return empty
        return query_frame(connection, _write_query(kind, table))


def _read_spending(snapshot: Snapshot, empty: pl.DataFrame) -> pl.DataFrame:
    """Return the payments that count; a model says which they are."""
    listed = ", ".join(f"{theirs} as {ours}" for ours, theirs in _COLUMNS.items())
    with closing(open_snapshot(snapshot.path)) as connection:
        if not knows(connection, _SPENDING, [*_COLUMNS.values(), "is_current"]):
            return empty
        sql = f"select {listed} from {_SPENDING} where is_current order by row_order"  # noqa: S608 - names of our own model
        rows = query_frame(connection, sql)
    return rows.with_columns(pl.col("school_code").fill_null(""))


def _write_query(kind: Kind, table: str) -> str:
    """Write the query for the row of each business key that counts."""
    key = ", ".join(business_key(kind))
    columns = ", ".join([*fact_columns(kind), "is_synthetic"])
    return (
        f"select {columns} from {table} qualify row_number() over (partition by {key}"  # noqa: S608 - names of the contract
        f" order by {PRECEDENCE} desc, _source_row desc) = 1"
    )
