"""How the warehouse is: what is shown, how fresh its sources are, what ran last."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_timedelta

from warehouse.connection import fetch, open_snapshot
from warehouse.errors import NoSnapshot
from warehouse.messages import text
from warehouse.ops import Run, read_runs
from warehouse.snapshots import Snapshot, read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warehouse.messages import Language

LAST_RUNS: Final = 5

_SOURCES: Final = """
    select
        source_document_key,
        source_kind,
        source_name,
        status,
        row_count,
        quarantined_count,
        changed_at
    from ops.load
    order by source_document_key
"""


@dataclass(frozen=True, slots=True)
class Status:
    """How the warehouse is.

    Attributes:
        snapshot: What is shown; none before the first publication.
        asked_at: The moment of the question, UTC.
        sources: Rows of `ops.load`; `changed_at` says how fresh a source is, UTC.
        runs: The last refreshes, newest first.
    """

    snapshot: Snapshot | None
    asked_at: datetime
    sources: tuple[dict[str, Any], ...]
    runs: tuple[Run, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the same as plain values; times are ISO 8601 with their zone."""
        shown = self.snapshot
        return {
            "snapshot": shown.name if shown else None,
            "path": str(shown.path) if shown else None,
            "published_at": shown.published_at.isoformat() if shown else None,
            "age_seconds": (
                round((self.asked_at - shown.published_at).total_seconds())
                if shown
                else None
            ),
            "run_id": shown.run_id if shown else None,
            "sources": [_to_plain(source) for source in self.sources],
            "runs": [_to_plain(asdict(run)) for run in self.runs],
        }


def read_status(warehouse_dir: Path) -> Status:
    """Look at the pointer, the snapshot it names and the log.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
    """
    runs = tuple(reversed(read_runs(warehouse_dir, last=LAST_RUNS)))
    try:
        snapshot = read_current(warehouse_dir)
    except NoSnapshot:
        return Status(None, datetime.now(UTC), (), runs)
    connection = open_snapshot(snapshot.path)
    try:
        sources = fetch(connection, _SOURCES).rows(named=True)
    finally:
        connection.close()
    for source in sources:
        source["changed_at"] = source["changed_at"].replace(tzinfo=UTC)
    return Status(snapshot, datetime.now(UTC), tuple(sources), runs)


def say_status(status: Status, language: Language) -> Iterator[str]:
    """Give the lines the command line prints."""

    def say(key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text("warehouse", f"status.{key}", language, **fields)

    def ago(moment: datetime) -> str:
        return format_timedelta(
            moment - status.asked_at, add_direction=True, locale=language
        )

    if status.snapshot:
        published_at = status.snapshot.published_at
        yield say("snapshot", name=status.snapshot.name)
        yield say("published", at=_say_time(published_at), ago=ago(published_at))
    else:
        yield say("no_snapshot")
    if status.sources:
        yield say("sources")
    for source in status.sources:
        yield say(
            f"source_{source['status']}",
            source=source["source_document_key"],
            count=source["row_count"],
            ago=ago(source["changed_at"]),
        )
    if status.runs:
        yield say("runs")
    for run in status.runs:
        key = "published_run" if run.outcome == "published" else run.outcome
        outcome = say(key, snapshot=run.snapshot)
        yield say("run", at=_say_time(run.started_at), outcome=outcome)


def _say_time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _to_plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
