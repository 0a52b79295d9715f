"""How the warehouse is: what is shown, how fresh its sources are, what ran last."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import duckdb
from babel.dates import format_timedelta
from babel.numbers import format_decimal

from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.files.store_state import find_state, say_store
from pazanga.files.unfinished import list_entries, read_name, show_name
from pazanga.local_time import format_moment
from pazanga.texts import text
from warehouse.connection import open_snapshot, query_frame
from warehouse.integrity import check_whole
from warehouse.ops import Run, read_runs
from warehouse.progress import RefreshMoment, read_moment, say_moment
from warehouse.snapshots import Snapshot, measure_snapshots, read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pazanga.errors import UserError
    from pazanga.files.store_state import StoreState
    from pazanga.texts import Language

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

_REMARKS: Final = """
    select
        severity,
        count(*)
    from ops.remark
    where settled_by is null
    group by severity
"""
_SEVERITIES: Final = ("error", "warning", "note")
_LOADED: Final = {("loaded", False), ("kept", False), ("partly", True)}
"""Status of workbooks told together, and whether a later one took their place."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the warehouse is.

    Attributes:
        snapshot: What is shown; none before the first publication, or if unreadable.
        asked_at: The moment of the question, UTC.
        waiting: Names of the files that lie in the inbox.
        not_files: Names of what lies there and is no file, so that it is not loaded.
        sources: Rows of `ops.load`; `changed_at` says how fresh a source is, UTC.
        runs: The last refreshes, newest first.
        trouble: Why what is published cannot be read.
        remarks: Count of remarks on the sources that nothing has settled, by severity.
        progress: How far a refresh is that runs; none where none does.
        snapshot_count: Snapshots on the disk: what is shown, and those before.
        snapshot_bytes: What they take there.
        store: The shared store, as it was when it was asked last; none: there is none.
    """

    snapshot: Snapshot | None
    asked_at: datetime
    sources: tuple[dict[str, Any], ...]
    runs: tuple[Run, ...]
    waiting: tuple[str, ...] = ()
    not_files: tuple[str, ...] = ()
    trouble: UserError | None = None
    remarks: Mapping[str, int] = field(default_factory=dict)
    progress: RefreshMoment | None = None
    snapshot_count: int = 0
    snapshot_bytes: int = 0
    store: StoreState | None = None

    @property
    def reject_count(self) -> int:
        """Count the rows that wait to be corrected, of all sources."""
        return sum(source["quarantined_count"] for source in self.sources)

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain values; times are ISO 8601 with their zone."""
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
            "snapshot_count": self.snapshot_count,
            "snapshot_bytes": self.snapshot_bytes,
            "rows_put_aside": self.reject_count,
            "remarks": {name: self.remarks.get(name, 0) for name in _SEVERITIES},
            "sources": [_to_plain(source) for source in self.sources],
            "waiting": list(self.waiting),
            "not_files": list(self.not_files),
            "trouble": self.trouble.text("en") if self.trouble else None,
            "store": say_store(self.store) if self.store else None,
            "progress": asdict(self.progress) if self.progress else None,
            "runs": [_to_plain(asdict(run)) for run in self.runs],
        }


def read_status(
    warehouse_dir: Path, inbox_dir: Path | None = None, store: str = ""
) -> Status:
    """Read the pointer, the snapshot it leads to and the log.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        inbox_dir: `Settings.inbox_dir`; not looked at when None.
        store: Address of the shared store; empty: there is none.

    Raises:
        OSError: The log or the inbox may not be read.
    """
    entries = list_entries(inbox_dir) if inbox_dir else []
    found = _read_shown(warehouse_dir)
    sizes = measure_snapshots(warehouse_dir)
    return replace(
        found,
        snapshot_count=len(sizes),
        snapshot_bytes=sum(sizes.values()),
        waiting=tuple(read_name(e.path) for e in entries if e.kind == "file"),
        not_files=tuple(show_name(e.path.name) for e in entries if e.kind != "file"),
        progress=read_moment(warehouse_dir, found.asked_at),
        store=find_state(warehouse_dir, store),
    )


def _read_shown(warehouse_dir: Path) -> Status:
    runs = tuple(reversed(read_runs(warehouse_dir, last=LAST_RUNS)))
    try:
        snapshot = read_current(warehouse_dir)
        check_whole(snapshot, recheck_seconds=0)
        sources, remarks = _read_sources(snapshot)
    except NoSnapshot:
        return Status(None, datetime.now(UTC), (), runs)
    except UnreadableError as error:
        return Status(None, datetime.now(UTC), (), runs, trouble=error)
    now = datetime.now(UTC)
    return Status(snapshot, now, sources, runs, remarks=remarks)


def _read_sources(
    snapshot: Snapshot,
) -> tuple[tuple[dict[str, Any], ...], dict[str, int]]:
    """Read the sources of a snapshot, and count what was remarked on them."""
    path = snapshot.path
    try:
        with closing(open_snapshot(path)) as connection:
            sources = query_frame(connection, _SOURCES).rows(named=True)
            remarks = _count_remarks(connection)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise UnreadableError("snapshot_older", path=path) from error
    except duckdb.Error as error:
        raise UnreadableError("no_reading", path=path, why=error) from error
    for source in sources:
        source["changed_at"] = source["changed_at"].replace(tzinfo=UTC)
    return tuple(sources), remarks


def _count_remarks(connection: DuckDBPyConnection) -> dict[str, int]:
    """Count remarks by severity; an earlier version of the program kept none."""
    try:
        return dict(connection.execute(_REMARKS).fetchall())
    except duckdb.CatalogException:
        return {}


def say_status(status: Status, language: Language) -> Iterator[str]:
    """Yield the lines the command line prints."""
    if status.snapshot:
        published_at = status.snapshot.published_at
        ago = _say_ago(published_at, status.asked_at, language)
        yield _say("snapshot", language, name=status.snapshot.name)
        yield _say("published", language, at=format_moment(published_at), ago=ago)
    elif status.trouble:
        yield status.trouble.text(language)
    else:
        yield _say("no_snapshot", language)
    if status.snapshot_count:
        size = format_decimal(status.snapshot_bytes / 1e6, "#,##0", locale=language)
        yield _say("kept", language, count=status.snapshot_count, size=size)
    if status.progress:
        moment = say_moment(status.progress, language)
        yield _say("refreshing", language, moment=moment)
    yield from _say_store(status.store, status.asked_at, language)
    yield from _say_sources(status, language)
    if status.waiting:
        names = ", ".join(status.waiting)
        yield _say("waiting", language, count=len(status.waiting), names=names)
    if status.not_files:
        names = ", ".join(status.not_files)
        yield _say("not_files", language, names=names)
    if status.runs:
        yield _say("runs", language)
    for run in status.runs:
        key = "published_run" if run.outcome == "published" else run.outcome
        outcome = _say(key, language, snapshot=run.snapshot)
        yield _say("run", language, at=format_moment(run.started_at), outcome=outcome)
        if run is status.runs[0]:
            yield from _say_trouble(run, language)


def _say_store(
    store: StoreState | None, now: datetime, language: Language
) -> Iterator[str]:
    """Write whether the shared store is followed, and since when it is not."""
    if store is None:
        return
    if store.asked_at is None:
        yield _say("store_not_asked", language, place=store.place)
        return
    ago = _say_ago(store.asked_at, now, language)
    if not store.trouble:
        yield _say("store", language, place=store.place, ago=ago)
        return
    yield _say("store_trouble", language, ago=ago)
    yield f"    {store.trouble.text(language)}"


def _say_trouble(run: Run, language: Language) -> Iterator[str]:
    """Write what the newest run complained of: it goes on until a run does not."""
    said = run.message_lt if language == "lt" else run.message
    for line in (said or "").splitlines():
        yield f"    {line}"


def _say_sources(status: Status, language: Language) -> Iterator[str]:
    """Write how fresh each source is; workbooks together, refused ones by name."""
    if status.sources:
        yield _say("sources", language)
    workbooks = []
    for source in status.sources:
        is_file = source["source_kind"] == "workbook"
        is_settled = source["settled_by"] is not None
        if is_file and (source["status"], is_settled) in _LOADED:
            workbooks.append(source)
        elif not is_settled:
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
    if status.reject_count:
        yield _say("rejects", language, count=status.reject_count)
    if any(status.remarks.get(name) for name in ("error", "warning")):
        counts = {name: status.remarks.get(name, 0) for name in _SEVERITIES}
        yield _say("remarks", language, **counts)


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("warehouse", f"status.{key}", language, **fields)


def _say_ago(moment: datetime, asked_at: datetime, language: Language) -> str:
    return format_timedelta(moment - asked_at, add_direction=True, locale=language)


def _to_plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
