"""How the warehouse is: what is shown, how fresh its sources are, what ran last."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import duckdb
from babel.dates import format_timedelta

from warehouse.connection import fetch, open_snapshot
from warehouse.errors import NoSnapshot, UnreadableError
from warehouse.inbox import is_unfinished
from warehouse.messages import text
from warehouse.ops import Run, read_runs
from warehouse.snapshots import Snapshot, read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from warehouse.messages import Language, UserError

LAST_RUNS: Final = 5

_SOURCES: Final = """
    select
        source_document_key,
        source_kind,
        source_name,
        status,
        settled_by,
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
        snapshot: What is shown; none before the first publication, or if unreadable.
        asked_at: The moment of the question, UTC.
        waiting: Names of the files that lie in the inbox.
        sources: Rows of `ops.load`; `changed_at` says how fresh a source is, UTC.
        runs: The last refreshes, newest first.
        trouble: Why what is published cannot be read.
    """

    snapshot: Snapshot | None
    asked_at: datetime
    sources: tuple[dict[str, Any], ...]
    runs: tuple[Run, ...]
    waiting: tuple[str, ...] = ()
    trouble: UserError | None = None

    @property
    def put_aside(self) -> int:
        """Count the rows that wait to be corrected, of all sources."""
        return sum(source["quarantined_count"] for source in self.sources)

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
            "rows_put_aside": self.put_aside,
            "sources": [_to_plain(source) for source in self.sources],
            "waiting": list(self.waiting),
            "trouble": self.trouble.text("en") if self.trouble else None,
            "runs": [_to_plain(asdict(run)) for run in self.runs],
        }


def read_status(warehouse_dir: Path, inbox_dir: Path | None = None) -> Status:
    """Look at the pointer, the snapshot it names and the log.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        inbox_dir: `Settings.inbox_dir`; not looked at when None.

    Raises:
        OSError: The log or the inbox may not be read.
    """
    waiting = _list_waiting(inbox_dir)
    runs = tuple(reversed(read_runs(warehouse_dir, last=LAST_RUNS)))
    try:
        snapshot = read_current(warehouse_dir)
        sources = _read_sources(snapshot)
    except NoSnapshot:
        return Status(None, datetime.now(UTC), (), runs, waiting)
    except UnreadableError as error:
        return Status(None, datetime.now(UTC), (), runs, waiting, error)
    return Status(snapshot, datetime.now(UTC), sources, runs, waiting)


def _read_sources(snapshot: Snapshot) -> tuple[dict[str, Any], ...]:
    path = snapshot.path
    try:
        with closing(open_snapshot(path)) as connection:
            sources = fetch(connection, _SOURCES).rows(named=True)
    except duckdb.Error as error:
        raise UnreadableError("warehouse.no_reading", path=path, why=error) from error
    for source in sources:
        source["changed_at"] = source["changed_at"].replace(tzinfo=UTC)
    return tuple(sources)


def _list_waiting(inbox_dir: Path | None) -> tuple[str, ...]:
    if inbox_dir is None or not inbox_dir.exists():
        return ()
    names = (path.name for path in inbox_dir.iterdir() if path.is_file())
    return tuple(sorted(name for name in names if not is_unfinished(name)))


def say_status(status: Status, language: Language) -> Iterator[str]:
    """Give the lines the command line prints."""
    if status.snapshot:
        published_at = status.snapshot.published_at
        ago = _say_ago(published_at, status.asked_at, language)
        yield _say("snapshot", language, name=status.snapshot.name)
        yield _say("published", language, at=_say_time(published_at), ago=ago)
    elif status.trouble:
        yield status.trouble.text(language)
    else:
        yield _say("no_snapshot", language)
    yield from _say_sources(status, language)
    if status.waiting:
        names = ", ".join(status.waiting)
        yield _say("waiting", language, count=len(status.waiting), names=names)
    if status.runs:
        yield _say("runs", language)
    for run in status.runs:
        key = "published_run" if run.outcome == "published" else run.outcome
        outcome = _say(key, language, snapshot=run.snapshot)
        yield _say("run", language, at=_say_time(run.started_at), outcome=outcome)
        if run is status.runs[0]:
            yield from _say_trouble(run, language)


def _say_trouble(run: Run, language: Language) -> Iterator[str]:
    """Say what the newest run complained of: it goes on until a run does not."""
    said = run.message_lt if language == "lt" else run.message
    for line in (said or "").splitlines():
        yield f"    {line}"


def _say_sources(status: Status, language: Language) -> Iterator[str]:
    """Say how fresh each source is; of workbooks together, but refused ones by name."""
    if status.sources:
        yield _say("sources", language)
    workbooks = []
    for source in status.sources:
        is_refused = source["status"] in {"stopped", "rejected"}
        if source["source_kind"] == "workbook" and not is_refused:
            workbooks.append(source)
        elif not source["settled_by"]:
            is_file = source["source_kind"] == "workbook"
            yield _say(
                f"source_{source['status']}",
                language,
                source=source["source_name" if is_file else "source_document_key"],
                count=source["row_count"],
                ago=_say_ago(source["changed_at"], status.asked_at, language),
            )
    if workbooks:
        latest = max(source["changed_at"] for source in workbooks)
        yield _say(
            "workbooks",
            language,
            count=len(workbooks),
            rows=sum(source["row_count"] for source in workbooks),
            ago=_say_ago(latest, status.asked_at, language),
        )
    if status.put_aside:
        yield _say("put_aside", language, count=status.put_aside)


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("warehouse", f"status.{key}", language, **fields)


def _say_ago(moment: datetime, asked_at: datetime, language: Language) -> str:
    return format_timedelta(moment - asked_at, add_direction=True, locale=language)


def _say_time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _to_plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
