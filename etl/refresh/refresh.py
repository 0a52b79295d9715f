"""One refresh: what changed is loaded, modelled, audited and published.

Nothing is shown before it is whole: a refresh that fails anywhere leaves what readers
see as it was. Every refresh that ends leaves a line in the log.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import duckdb

from etl.inbox.inbox import clear_inbox, take_in
from etl.inbox.reader import limit_reader
from etl.refresh.inputs import find_sources, hash_inputs
from etl.refresh.report import Report, end_run, say_complaints
from pazanga.errors import (
    HomeError,
    NoSnapshot,
    PackageError,
    StoreError,
    UnreadableError,
    UserError,
)
from pazanga.files.lock import hold_lock
from pazanga.files.private import keep_private, prepare_home
from pazanga.files.unfinished import read_name
from pazanga.log import named_ids, pairs
from warehouse.connection import open_snapshot
from warehouse.integrity import check_whole
from warehouse.memory import MemoryShares, limit_connections
from warehouse.ops import Outcome, Run, append_run, name_run
from warehouse.progress import (
    RefreshProgress,
    log_moments,
    remove_moments,
    write_moments,
)
from warehouse.publish import clear_away, mend_log
from warehouse.snapshots import POINTER, find_whole, read_current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from etl.inbox.inbox import Intake
    from pazanga.settings import Settings
    from pazanga.texts import Language
    from warehouse.progress import RefreshMoment
    from warehouse.snapshots import Snapshot
    from warehouse.store.following import FollowedStore

_LOG = logging.getLogger(__name__)
_LANGUAGES: Final[tuple[Language, Language]] = ("en", "lt")


def refresh(
    settings: Settings,
    *,
    is_whole: bool = False,
    tell: Callable[[RefreshMoment], None] | None = None,
) -> Report:
    """Refresh the warehouse from all sources, if any of them changed.

    Args:
        settings: Where sources and warehouse are.
        is_whole: Whether all is built anew, though nothing may have changed.
        tell: Is told how far it is, whenever that changes.

    Raises:
        RefreshBusy: Another process is refreshing.
        PackageError: There is no plan package to load.
        ModelError: A model or an audit cannot be run.
        EngineError: The engine is not installed, or does not start.
        StoreError: The shared store does not answer, or another machine published.
        HomeError: Memory or the disk is full, or the home cannot be written to.
    """
    # Whatever is opened from here on, by whom it may be, takes no more.
    with limit_connections(MemoryShares(settings.engine.memory_mb).snapshot_mb):
        return _refresh_alone(settings, tell, is_whole=is_whole)


def _refresh_alone(
    settings: Settings,
    tell: Callable[[RefreshMoment], None] | None,
    *,
    is_whole: bool,
) -> Report:
    """Refresh while the lock is held."""
    started_at = datetime.now(UTC)
    try:
        with (
            keep_private(),
            hold_lock(settings.warehouse_dir),
            named_ids(run_id=name_run(started_at)),
        ):
            prepare_home(settings)
            limit_reader(settings.engine.memory_mb)
            progress = _watch(settings, tell)
            try:
                report = _refresh_and_log(
                    settings, started_at, progress, is_whole=is_whole
                )
            finally:
                remove_moments(settings.warehouse_dir)
            report = _tidy_up(settings, report)
    except OSError as error:
        path = error.filename or settings.home
        key = "home_not_writable" if _read_shown(settings)[0] else "home_empty"
        raise HomeError(key, path=path, reason=error) from error
    return report


def _watch(
    settings: Settings, tell: Callable[[RefreshMoment], None] | None
) -> RefreshProgress:
    """Count what is done for status and log, and for who asks beside them."""
    told = (write_moments(settings.warehouse_dir), log_moments())
    return RefreshProgress(*told, *filter(None, (tell,)))


def _refresh_and_log(
    settings: Settings,
    started_at: datetime,
    progress: RefreshProgress,
    *,
    is_whole: bool,
) -> Report:
    try:
        store, clashes = _follow_store(settings, started_at)
        intake = take_in(settings, progress)
        report = _refresh(
            settings, intake, started_at, progress, is_whole=is_whole, store=store
        )
        report = _note_mappings(report, settings, clashes)
        if store and report.shown:
            store.finish(report.shown, is_whole=is_whole)
    except (MemoryError, duckdb.OutOfMemoryException) as error:
        short = HomeError("refresh_out_of_memory")
        _log_failure(settings, started_at, short)
        raise short from error
    except Exception as error:
        _log_failure(settings, started_at, error)
        raise
    append_run(settings.warehouse_dir, _describe_run(report))
    return report


def _follow_store(
    settings: Settings, now: datetime
) -> tuple[FollowedStore | None, list[StoreError]]:
    """Show and load what other machines have published; none where there is no store.

    Returns:
        The store, and what was changed both here and there.

    Raises:
        StoreError: It cannot be followed: what is built would be built from less.
    """
    if not settings.store.address:
        return None, []
    from etl.refresh.retention import choose_kept  # noqa: PLC0415
    from warehouse.store.following import FollowedStore  # noqa: PLC0415

    store = FollowedStore(settings, partial(choose_kept, settings.retention, now))
    clashes = store.take_over().items()
    return store, [
        StoreError("store_clash", file=file, aside=aside) for file, aside in clashes
    ]


def _describe_run(report: Report) -> Run:
    """Add to a run what a person has to be told of, to be asked for later."""
    said, said_lt = (
        "\n".join(say_complaints(report, language)) or None for language in _LANGUAGES
    )
    return replace(report.run, message=said, message_lt=said_lt)


def _log_failure(settings: Settings, started_at: datetime, error: Exception) -> None:
    """Write the run that failed into the log, if the disk still takes it."""
    outcome: Outcome = "failed"
    if isinstance(error, PackageError):
        outcome = "unusable_input"
    said, said_lt = (
        error.text(language) if isinstance(error, UserError) else repr(error)
        for language in _LANGUAGES
    )
    run = end_run(started_at, outcome, message=said, message_lt=said_lt)
    try:
        append_run(settings.warehouse_dir, run)
    except OSError as full:
        _LOG.warning("run_log_unwritable %s", pairs(reason=str(full)))


def _refresh(
    settings: Settings,
    intake: Intake,
    started_at: datetime,
    progress: RefreshProgress,
    *,
    is_whole: bool,
    store: FollowedStore | None,
) -> Report:
    failed = _fetch_open_data(settings, started_at)
    sources = find_sources(settings)
    shown, damaged = _read_shown(settings)
    mend_log(settings.warehouse_dir, shown)
    input_hash = hash_inputs((source.key, source.fingerprint) for source in sources)
    if shown and shown.input_hash == input_hash and not is_whole:
        run = end_run(
            started_at,
            "unchanged",
            input_hash=input_hash,
            failed_source_count=len(failed) + intake.unread_count,
        )
        return Report(run, shown, intake=intake, failed=tuple(failed.values()))
    # Only now what takes time to import: most refreshes of a schedule end above.
    from etl.refresh.input_archive import keep_inputs  # noqa: PLC0415
    from etl.refresh.rebuild import Job, rebuild  # noqa: PLC0415

    keep_inputs(sources, settings.originals_dir)
    previous = shown or find_whole(settings.warehouse_dir)
    job = Job(
        settings,
        started_at,
        shown,
        previous,
        is_whole,
        progress,
        store.announce if store else None,
    )
    report = rebuild(job, sources, failed)
    mended = damaged if report.run.outcome == "published" else None
    if mended and mended.name != POINTER:
        clear_away(mended)
    unread = report.run.failed_source_count + intake.unread_count
    run = replace(report.run, failed_source_count=unread)
    return replace(report, run=run, intake=intake, mended=mended)


def _note_mappings(
    report: Report, settings: Settings, clashes: Sequence[UserError]
) -> Report:
    """Add to a report the mappings that cannot be used as they are, and clashes.

    Args:
        report: What the refresh did.
        settings: Where mappings are.
        clashes: Of files that were changed on two machines.
    """
    broken = [*clashes]
    if settings.mappings_dir.is_dir():
        from etl.workbooks.mappings import read_mappings  # noqa: PLC0415

        said = {str(error) for error in report.errors}
        found = read_mappings(settings.mappings_dir).broken.values()
        broken += [error for error in found if str(error) not in said]
    count = report.run.failed_source_count + len(broken)
    run = replace(report.run, failed_source_count=count)
    return replace(report, run=run, failed=(*report.failed, *broken))


def _fetch_open_data(settings: Settings, now: datetime) -> dict[str, UserError]:
    """Fetch open data where any are turned on; return what went wrong."""
    if not settings.open_data.names:
        return {}
    from etl.open_data.arriving import fetch_turned_on  # noqa: PLC0415

    return fetch_turned_on(settings, now)


def _tidy_up(settings: Settings, report: Report) -> Report:
    """Clear what is published out of the inbox, and what need not be kept."""
    if report.run.outcome not in {"published", "unchanged"}:
        return report
    stuck = clear_inbox(report.intake.arrivals)
    if report.run.outcome == "published":
        from etl.inbox.parse_cache import remove_outdated  # noqa: PLC0415
        from etl.refresh.retention import apply_retention  # noqa: PLC0415

        apply_retention(settings, report.run.finished_at)
        remove_outdated(settings)
    return replace(report, stuck=tuple(read_name(path) for path in stuck))


def _read_shown(settings: Settings) -> tuple[Snapshot | None, Path | None]:
    """Return the current snapshot if it is whole, or else what is damaged."""
    damaged = settings.warehouse_dir / POINTER
    try:
        shown = read_current(settings.warehouse_dir)
        damaged = shown.path
        check_whole(shown, recheck_seconds=0)
        open_snapshot(shown.path).close()
    except NoSnapshot:
        return None, None
    except (UnreadableError, duckdb.Error) as error:
        _LOG.warning("snapshot_unreadable %s", pairs(reason=str(error)))
        return None, damaged
    return shown, None
