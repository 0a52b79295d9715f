"""The tables of `raw`: made from the contracts, with the comments written there.

`raw.<source>__<table>` holds what a source says, typed and checked, nothing changed.
Every row also says which source it comes from, and since when that has this content.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.open_data.contract import OpenPupilCount, OpenSchool, OpenStatistic
from etl.plans.contract.plan_package import TABLES
from etl.plans.contract.reference import REFERENCE_TABLES
from etl.workbooks.cells.documents import KEY, NUMBER_KEY, SUPPLIER_KEY
from etl.workbooks.contract.contract import SCHEMAS
from warehouse.connection import insert_frame
from warehouse.descriptions import ColumnDescription, TableDescription, comment_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import dataframely as dy
    from duckdb import DuckDBPyConnection

    from etl.workbooks.contract.contract import Kind

PLAN_CODE: Final = "plan_code"
PRECEDENCE: Final = "_precedence"
SOURCE_KEY: Final = "_source_document_key"
SPENDING: Final = "workbook__spending"
BATCH_ROWS: Final = 200_000

_TECHNICAL: Final = {
    PLAN_CODE: (pl.String(), ColumnDescription("Code of the plan")),
    SOURCE_KEY: (
        pl.String(),
        ColumnDescription("Source the row was loaded from: ops.load"),
    ),
    "_loaded_at": (
        pl.Datetime("us"),
        ColumnDescription("When this content was first loaded, UTC"),
    ),
    PRECEDENCE: (
        pl.Int64(),
        ColumnDescription(
            "Of rows with the same business key the highest counts: those of files"
            " received later, and real rows over made-up ones"
        ),
    ),
}
_DOCUMENTS: Final = {
    KEY: (
        pl.String(),
        ColumnDescription(
            "What tells documents apart: plan, phase, supplier, number and day, without"
            " differences of spelling; a later file replaces all rows of a document"
        ),
    ),
    NUMBER_KEY: (
        pl.String(),
        ColumnDescription(
            "Plan, phase, letters and digits of the number: alike, not the same"
        ),
    ),
    SUPPLIER_KEY: (
        pl.String(),
        ColumnDescription(
            "Words of the supplier's name in one order, without its legal form"
        ),
    ),
}


def name_table(kind: Kind) -> str:
    """Return the name of the raw table with the workbook rows of a kind."""
    return f"workbook__{kind.replace('-', '_')}"


CONTRACTS: Final[dict[str, type[dy.Schema]]] = {
    **{f"plan_package__{name}": schema for name, schema in TABLES.items()},
    **{f"reference__{name}": schema for name, schema in REFERENCE_TABLES.items()},
    "open_data__schools": OpenSchool,
    "open_data__pupils": OpenPupilCount,
    "open_data__statistics": OpenStatistic,
    **{name_table(kind): schema for kind, schema in SCHEMAS.items()},
}
"""Contract of every raw table, by its name within `raw`."""


def create_raw(connection: DuckDBPyConnection) -> None:
    """Create all tables of `raw`, empty and described."""
    connection.execute("create schema raw")
    for name, schema in CONTRACTS.items():
        _create_table(connection, name, _add_technical(name, schema.create_empty()))
        comment_table(connection, f"raw.{name}", _describe(schema))


def _create_table(
    connection: DuckDBPyConnection, name: str, empty: pl.DataFrame
) -> None:
    """Create a table by naming its columns.

    One made from an empty query hides the rows of a large insert from every query of
    the same transaction, as DuckDB 2.0.0 does.
    """
    connection.register("empty_rows", empty)
    described = connection.execute("describe from empty_rows").fetchall()
    connection.unregister("empty_rows")
    columns = ", ".join(f"{column} {dtype}" for column, dtype, *_ in described)
    connection.execute(f"create table raw.{name} ({columns})")


class RawWriter:
    """Adds rows to the tables of `raw`, many at a time.

    Args:
        connection: Writes into the warehouse that is being built.
        most_rows: So many wait to be written.
    """

    def __init__(
        self, connection: DuckDBPyConnection, most_rows: int = BATCH_ROWS
    ) -> None:
        self._connection = connection
        self._most_rows = most_rows
        self._waiting: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
        self._waiting_rows = 0

    def add(
        self, tables: Mapping[str, pl.DataFrame], source_key: str, changed_at: datetime
    ) -> int:
        """Add the rows of one source and give their count.

        Args:
            tables: Rows by the name of their raw table.
            source_key: Key of the source document.
            changed_at: When this content was first loaded, UTC.
        """
        loaded = {
            SOURCE_KEY: pl.lit(source_key),
            "_loaded_at": pl.lit(changed_at.replace(tzinfo=None), pl.Datetime("us")),
        }
        count = sum(rows.height for rows in tables.values())
        for name, rows in tables.items():
            if rows.height:
                self._waiting[name].append(rows.with_columns(**loaded))
        self._waiting_rows += count
        if self._waiting_rows > self._most_rows:
            self.flush()
        return count

    def flush(self) -> None:
        """Write what waits to be written."""
        for name, frames in self._waiting.items():
            # In one piece the database reads it with all processors, in its order.
            rows = pl.concat(frames, how="diagonal_relaxed", rechunk=True)
            insert_frame(self._connection, f"raw.{name}", rows)
        self._waiting.clear()
        self._waiting_rows = 0


def _add_technical(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    columns = dict(_TECHNICAL)
    if not name.startswith("plan_package__") or PLAN_CODE in rows.columns:
        del columns[PLAN_CODE]
    if not name.startswith("workbook__"):
        del columns[PRECEDENCE]
    if name == SPENDING:
        columns |= _DOCUMENTS
    return rows.with_columns(
        pl.lit(None, dtype).alias(column) for column, (dtype, _) in columns.items()
    )


def _describe(schema: type[dy.Schema]) -> TableDescription:
    words = {
        name: ColumnDescription(column.description or "")
        for name, column in schema.columns().items()
    }
    technical = {
        name: column for name, (_, column) in (_TECHNICAL | _DOCUMENTS).items()
    }
    description = " ".join((schema.__doc__ or "").split())
    return TableDescription(description, {**technical, **words})
