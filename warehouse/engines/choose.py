"""Which engine builds the models: DuckDB within the process, or Spark beside it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from warehouse.audits import run_audits
from warehouse.build import fill_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings
    from warehouse.audits import Audit, AuditResult
    from warehouse.descriptions import TableDescription
    from warehouse.lineage import Model
    from warehouse.progress import RefreshProgress


class Engine(Protocol):
    """Fills the tables of a warehouse from `raw` and `ops`, and audits them."""

    def fill(
        self,
        connection: DuckDBPyConnection,
        models: Iterable[Model],
        descriptions: Mapping[str, TableDescription],
        progress: RefreshProgress | None = None,
    ) -> None:
        """Fill the tables of all models, each after those it reads."""

    def run_audits(
        self,
        connection: DuckDBPyConnection,
        audits: Sequence[Audit],
        progress: RefreshProgress | None = None,
    ) -> list[AuditResult]:
        """Run audits on what was filled."""


class DuckDBEngine:
    """Fills and audits in the file itself: the default, with nothing to install."""

    def fill(
        self,
        connection: DuckDBPyConnection,
        models: Iterable[Model],
        descriptions: Mapping[str, TableDescription],
        progress: RefreshProgress | None = None,
    ) -> None:
        """Fill the tables of all models, each after those it reads."""
        fill_models(connection, models, descriptions, progress)

    def run_audits(
        self,
        connection: DuckDBPyConnection,
        audits: Sequence[Audit],
        progress: RefreshProgress | None = None,
    ) -> list[AuditResult]:
        """Run audits on what was filled."""
        return run_audits(connection, audits, None, progress)


@contextmanager
def open_engine(settings: Settings) -> Iterator[Engine]:
    """Open the engine that the settings name, for one refresh.

    Raises:
        EngineError: It is not installed, or does not start.
    """
    if settings.engine.name == "duckdb":
        yield DuckDBEngine()
        return
    from warehouse.engines.spark import open_spark  # noqa: PLC0415 - seldom used

    with open_spark(settings.engine.master, settings.lake_dir) as engine:
        yield engine
