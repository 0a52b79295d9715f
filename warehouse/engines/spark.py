"""Models and audits on Spark, over Parquet, by way of Spark Connect.

Spark gets `raw` and `ops` as files, builds the same models from the same texts, and its
marts and reports come back as rows of the snapshot. Any server that speaks Spark
Connect will do; Sail is one.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.dataset as ds

from pazanga.errors import EngineError
from warehouse.audits import SAMPLE_ROWS, AuditResult, run_audit
from warehouse.build import find_kind
from warehouse.engines.dialect import write_for_spark
from warehouse.engines.failures import explain_failure, find_failure
from warehouse.engines.lake import PARTITION, insert_files, write_lake
from warehouse.engines.portable import read_rules
from warehouse.engines.server import LOG, REMOTE, open_server
from warehouse.lineage import LAYERS
from warehouse.progress import RefreshProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection
    from pyspark.sql.connect.session import SparkSession

    from warehouse.audits import Audit
    from warehouse.descriptions import TableDescription
    from warehouse.lineage import Model

_SOURCES: Final = ("raw", "ops")
_AUDITS_AT_ONCE: Final = 40
"""Counts of so many audits are one query: a query takes Spark half a second."""

_RETRIES: Final = 7
_MOST_WAIT_MS: Final = 10_000

_SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parser.escapedStringLiterals": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
"""How a session reads a text as DuckDB does."""


@contextmanager
def open_spark(master: str, lake: Path) -> Iterator[SparkEngine]:
    """Open Spark on a master for one refresh.

    Args:
        master: See `open_server`.
        lake: Folder for Parquet files; made anew.

    Raises:
        EngineError: Spark or Java is missing, or the server does not start.
    """
    lake.mkdir(parents=True, exist_ok=True)
    with open_server(master, lake) as address:
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415

        # It prints the stack of Java for each refused query, which we report in a line.
        logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
        told = address.partition(";")[0]
        log = None if master.startswith(REMOTE) else lake / LOG
        try:
            session = SparkSession.builder.remote(address).create()
            _limit_patience(session)
            for name, value in _SETTINGS.items():
                session.conf.set(name, value)
        except Exception as error:  # gRPC's own are of no common class
            found = find_failure(str(error), log)
            if found and found != "engine_lost":
                raise EngineError(found, address=told, name="–") from error
            raise EngineError("engine_not_reached", address=told, why=error) from error
        try:
            yield SparkEngine(session, lake, told, log)
        finally:
            # A server that is gone has nothing to end.
            with suppress(Exception):
                session.stop()


def _limit_patience(session: SparkSession) -> None:
    """Limit how long a server that does not answer is asked again: half a minute."""
    from pyspark.sql.connect.client.retries import DefaultPolicy  # noqa: PLC0415

    policy = DefaultPolicy(max_retries=_RETRIES, max_backoff=_MOST_WAIT_MS)
    session.client.set_retry_policies([policy])


class SparkEngine:
    """Fills models and runs audits on Spark.

    Args:
        session: Of Spark Connect; the databases of ours in its catalogue are replaced.
        lake: Folder that Spark and this process both see.
        place: Address of the server, without its token: for messages.
        log: Log of the server, if it is our own.
    """

    def __init__(
        self, session: SparkSession, lake: Path, place: str, log: Path | None
    ) -> None:
        self._session = session
        self._lake = lake
        self._place_told = place
        self._log = log

    def fill(
        self,
        connection: DuckDBPyConnection,
        models: Iterable[Model],
        descriptions: Mapping[str, TableDescription],
        progress: RefreshProgress | None = None,
    ) -> None:
        """Fill the tables of all models, each after those it reads.

        Args:
            connection: Its current database holds `raw`, `ops` and the empty tables.
            models: In the order in which they can be built.
            descriptions: What they mean, by `schema.name`.
            progress: Is told of every model that is built.

        Raises:
            ModelError: Spark refuses a query.
            EngineError: The server, a worker or the room there is gone.
        """
        listed, told = list(models), progress or RefreshProgress()
        told.begin("building", (1 for _ in listed))
        for schema in (*_SOURCES, *LAYERS):
            shutil.rmtree(self._lake / schema, ignore_errors=True)
            self._run(schema, f"drop database if exists {schema} cascade")
            self._run(schema, f"create database {schema}")
        for schema in _SOURCES:
            self._load(connection, schema)
        for model in listed:
            sql = write_for_spark(connection, model.sql, model.table)
            if find_kind(model, descriptions[model.table]) == "view":
                self._run(model.table, f"create view {model.table} as {sql}")
            else:
                self._fill_table(connection, model, sql)
            told.advance()

    def run_audits(
        self,
        connection: DuckDBPyConnection,
        audits: Sequence[Audit],
        progress: RefreshProgress | None = None,
    ) -> list[AuditResult]:
        """Run audits on what was filled; those of the snapshot itself stay with it.

        Args:
            connection: Its current database holds what was filled.
            audits: What to run; all are counted by one query.
            progress: Is told that they are run.

        Raises:
            ModelError: Spark or the database refuses an audit's query.
        """
        (progress or RefreshProgress()).begin("auditing", (1 for _ in audits))
        # What was remarked since is audited, too.
        self._load(connection, "ops")
        own = read_rules()["of_the_snapshot"]
        queries = {
            audit.name: write_for_spark(connection, _strip(audit.sql), audit.name)
            for audit in audits
            if audit.name not in own
        }
        counts = self._count(queries)
        return [
            self._judge(audit, queries[audit.name], counts[audit.name])
            if audit.name in queries
            else run_audit(connection, audit)
            for audit in audits
        ]

    def _load(self, connection: DuckDBPyConnection, schema: str) -> None:
        """Write a schema into the lake and name its files as tables."""
        for table, columns in write_lake(connection, self._lake, [schema]):
            named = ", ".join(
                f"`{column.name}` {name_type(column.type)}" for column in columns
            )
            parts = (
                f"partitioned by ({PARTITION})" if PARTITION in columns.names else ""
            )
            self._run(table, f"drop table if exists {table}")
            self._run(
                table,
                f"create table {table} ({named}) using parquet {parts}"
                f" location '{self._place(table)}'",
            )
            if parts:
                self._run(table, f"msck repair table {table}")

    def _fill_table(
        self, connection: DuckDBPyConnection, model: Model, sql: str
    ) -> None:
        """Create a table of a model in the lake and take its rows into the snapshot."""
        self._run(
            model.table,
            f"create table {model.table} using parquet"
            f" location '{self._place(model.table)}' as {sql}",
        )
        insert_files(connection, model.table, ds.dataset(self._path(model.table)))

    def _count(self, queries: Mapping[str, str]) -> dict[str, int]:
        """Count the rows that break each promise, many in one query."""
        counts: dict[str, int] = {}
        names = list(queries)
        for first in range(0, len(names), _AUDITS_AT_ONCE):
            chosen = names[first : first + _AUDITS_AT_ONCE]
            sql = " union all ".join(
                f"select '{name}' as audit, count(*) as row_count"  # noqa: S608
                f" from ({queries[name]}) as broken"
                for name in chosen
            )
            rows = self._run(", ".join(chosen), sql)
            counts |= dict(zip(*rows.to_pydict().values(), strict=True))
        return counts

    def _judge(self, audit: Audit, sql: str, row_count: int) -> AuditResult:
        """Return what an audit found, with the first rows as text."""
        if not row_count:
            return AuditResult(audit, 0, ())
        rows = self._run(
            audit.name,
            f"select * from ({sql}) as broken limit {SAMPLE_ROWS}",  # noqa: S608
        )
        sample = (
            {name: None if value is None else str(value) for name, value in row.items()}
            for row in rows.to_pylist()
        )
        return AuditResult(audit, row_count, tuple(sample))

    def _run(self, name: str, sql: str) -> pa.Table:
        try:
            return self._session.sql(sql).toArrow()
        except Exception as error:  # Spark's own and gRPC's are of no common class
            raise explain_failure(error, name, self._place_told, self._log) from error

    def _path(self, table: str) -> Path:
        return self._lake.joinpath(*table.split("."))

    def _place(self, table: str) -> str:
        return str(self._path(table)).replace("'", "\\'")


def name_type(dtype: pa.DataType) -> str:
    """Return the name Spark has for the type of a column.

    Raises:
        TypeError: It has none.
    """
    if pa.types.is_decimal(dtype):
        return f"decimal({dtype.precision}, {dtype.scale})"
    return _TYPES[dtype]


def _strip(sql: str) -> str:
    return sql.strip().removesuffix(";")


_TYPES: Final[Mapping[Any, str]] = {
    pa.string(): "string",
    pa.bool_(): "boolean",
    pa.int16(): "smallint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp_ntz",
}
