"""How each kind of source is read: what it brings, and what of it is put aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from etl.arrivals.open_data import read_landed_rows
from etl.arrivals.references import References
from etl.arrivals.workbook import Desk
from etl.contracts.workbooks import fact_columns
from etl.errors import PackageError
from etl.plan_package.read import read_package, read_reference
from etl.raw import PLAN_CODE, PRECEDENCE, SOURCE_KEY
from etl.sources.workbooks.rejects import label_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

    from etl.contracts.workbooks import Kind
    from etl.inputs import Source
    from etl.last_good import LastGood
    from etl.raw import RawWriter
    from warehouse.messages import UserError
    from warehouse.settings import Settings

Verdict = Literal["loaded", "stopped", "rejected"]
"""What becomes of a source that was read: loaded; stopped, for too many of its rows are
bad; rejected, for it is nothing we can read. None of them is tried again in vain."""

_MADE_UP: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What one source brings.

    Attributes:
        tables: Good rows, by the name of their raw table.
        quarantined: Rows put aside, one row per broken rule: the columns of
            `ops.quarantine` without `run_id` and `source_document_key`.
        verdict: What becomes of the source.
        refusal: Why it is stopped or rejected.
    """

    tables: Mapping[str, pl.DataFrame]
    quarantined: pl.DataFrame = field(default_factory=pl.DataFrame)
    verdict: Verdict = "loaded"
    refusal: UserError | None = None


class Readers:
    """Reads sources of every kind, packages before workbooks.

    Args:
        settings: Where they are, and how many bad rows stop a workbook.
        connection: The warehouse that is being built.
        writer: Holds the rows that were read before.
        last_good: What the snapshot shown now holds.
    """

    def __init__(
        self,
        settings: Settings,
        connection: DuckDBPyConnection,
        writer: RawWriter,
        last_good: LastGood,
    ) -> None:
        """Nothing was read yet."""
        self._settings = settings
        self._connection = connection
        self._writer = writer
        self._last_good = last_good

    def read(self, source: Source) -> SourceRows:
        """Read and check one source.

        Raises:
            UserError: It cannot be read or breaks its contract as a whole.
        """
        match source.kind:
            case "reference":
                frames = read_reference(source.path)
                named = {f"reference__{name}": rows for name, rows in frames.items()}
                return SourceRows(named)
            case "plan_package":
                return SourceRows(_read_plan_package(source))
            case "open_data":
                return SourceRows(*read_landed_rows(self._settings, source.name))
            case "workbook":
                return self._read_workbook(source)

    def recall_put_aside(self, source: Source) -> pl.DataFrame:
        """Give the rows put aside of a source that cannot be read any more."""
        rows = self._last_good.read_put_aside(source.key)
        if source.original is None or rows.is_empty():
            return rows
        return self._desk.settle(rows, source.key)

    def _read_workbook(self, source: Source) -> SourceRows:
        if source.original is None:
            raise TypeError(source)
        was_loaded = self._last_good.has_rows(source.key)
        delivery = self._desk.receive(source.original, was_loaded=was_loaded)
        tables = {
            _name_table(kind): rank_rows(rows, source.arrival_number)
            for kind, rows in delivery.facts.items()
        }
        verdict: Verdict = "loaded"
        if delivery.refusal:
            verdict = "stopped" if delivery.is_readable else "rejected"
        rejects = label_columns(delivery.rejects)
        return SourceRows(tables, rejects, verdict, delivery.refusal)

    @cached_property
    def _desk(self) -> Desk:
        """What workbooks are checked with; all packages are in `raw` by then."""
        self._writer.flush()
        return Desk(
            parsed_dir=self._settings.parsed_dir,
            references=References.read(self._connection),
            read_later=self._read_later,
            bad_rows_percent=self._settings.bad_rows_percent,
        )

    def _read_later(self, kind: Kind) -> pl.DataFrame:
        """Give real rows of the workbooks read before: those received later."""
        columns = [*fact_columns(kind), "is_synthetic", "corrects", SOURCE_KEY]
        rows = self._writer.read(_name_table(kind), columns)
        return rows.filter(~pl.col("is_synthetic"))


def rank_rows(rows: pl.DataFrame, arrival_number: int) -> pl.DataFrame:
    """Say which of the rows with one business key counts: the only place that does.

    A file received later goes before an earlier one, a real row before a made-up one.

    Args:
        rows: Rows of one workbook.
        arrival_number: Place of the workbook in the order of arrival.
    """
    rank = pl.lit(arrival_number) - _MADE_UP * pl.col("is_synthetic").cast(pl.Int64)
    return rows.with_columns(rank.cast(pl.Int64).alias(PRECEDENCE))


def _name_table(kind: Kind) -> str:
    return f"workbook__{kind.replace('-', '_')}"


def _read_plan_package(source: Source) -> dict[str, pl.DataFrame]:
    frames = read_package(source.path)
    codes = frames["plan"][PLAN_CODE].to_list()
    if codes != [source.name]:
        raise PackageError(
            "etl.package_wrong_plan_code",
            path=source.path,
            expected=source.name,
            found=", ".join(codes),
        )
    return {
        f"plan_package__{name}": rows.with_columns(pl.lit(source.name).alias(PLAN_CODE))
        for name, rows in frames.items()
    }
