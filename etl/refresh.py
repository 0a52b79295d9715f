"""One refresh: what changed is loaded, modelled, audited and published.

Nothing is shown before it is whole: a refresh that fails anywhere leaves what readers
see as it was. Every refresh that ends leaves a line in the log.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import duckdb

from etl.arrivals.inbox import clear_inbox, take_in
from etl.errors import HomeError, PackageError
from etl.inputs import find_sources, hash_inputs
from etl.log import pairs
from etl.report import Report, end_run, say_complaints
from warehouse.connection import open_snapshot
from warehouse.errors import NoSnapshot, UnreadableError
from warehouse.lock import hold_lock
from warehouse.messages import Language, UserError
from warehouse.ops import Outcome, Run, append_run
from warehouse.publish import mend_log
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from etl.arrivals.inbox import Intake
    from warehouse.settings import Settings
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)
_LANGUAGES: Final[tuple[Language, Language]] = ("en", "lt")


def refresh(settings: Settings) -> Report:
    """Refresh the warehouse from all sources, if any of them changed.

    Raises:
        RefreshBusy: Another process is refreshing.
        PackageError: There is no plan package to load.
        ModelError: A model or an audit cannot be run.
        HomeError: The disk is full, or the home cannot be written to.
    """
    started_at = datetime.now(UTC)
    try:
        with hold_lock(settings.warehouse_dir):
            report = _refresh_and_log(settings, started_at)
            _tidy_up(settings, report)
    except OSError as error:
        reason = error.strerror or str(error)
        path = error.filename or settings.home
        raise HomeError("etl.home_not_writable", path=path, reason=reason) from error
    return report


def _refresh_and_log(settings: Settings, started_at: datetime) -> Report:
    try:
        intake = take_in(settings)
        report = _refresh(settings, intake, started_at)
    except Exception as error:
        _log_failure(settings, started_at, error)
        raise
    append_run(settings.warehouse_dir, _describe_run(report))
    return report


def _describe_run(report: Report) -> Run:
    """Add to a run what a person has to hear of, so that it can be asked for later."""
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


def _refresh(settings: Settings, intake: Intake, started_at: datetime) -> Report:
    failed = _fetch_open_data(settings, started_at)
    sources = find_sources(settings)
    shown = _read_shown(settings)
    mend_log(settings.warehouse_dir, shown)
    input_hash = hash_inputs((source.key, source.fingerprint) for source in sources)
    if shown and shown.input_hash == input_hash:
        run = end_run(
            started_at,
            "unchanged",
            input_hash=input_hash,
            failed_source_count=len(failed) + intake.unread_count,
        )
        return Report(run, shown, intake=intake, failed=tuple(failed.values()))
    # Only now what takes time to import: most refreshes of a schedule end above.
    from etl.kept_inputs import keep_inputs  # noqa: PLC0415
    from etl.rebuild import rebuild  # noqa: PLC0415

    keep_inputs(sources, settings.originals_dir)
    report = rebuild(settings, sources, failed, shown, started_at)
    unread = report.run.failed_source_count + intake.unread_count
    run = replace(report.run, failed_source_count=unread)
    return replace(report, run=run, intake=intake)


def _fetch_open_data(settings: Settings, now: datetime) -> dict[str, UserError]:
    """Bring open data up to date where any are turned on; give what went wrong."""
    wanted = settings.open_data
    if not (wanted.schools or wanted.pupils or wanted.statistics):
        return {}
    from etl.arrivals.open_data import fetch_turned_on  # noqa: PLC0415

    return fetch_turned_on(settings, now)


def _tidy_up(settings: Settings, report: Report) -> None:
    """Clear what is published out of the inbox, and what need not be kept."""
    if report.run.outcome not in {"published", "unchanged"}:
        return
    clear_inbox(report.intake.arrivals)
    if report.run.outcome == "published":
        from etl.arrivals.parsed import remove_outdated  # noqa: PLC0415
        from etl.retention import apply_retention  # noqa: PLC0415

        apply_retention(settings, report.run.finished_at)
        remove_outdated(settings)


def _read_shown(settings: Settings) -> Snapshot | None:
    """Give the snapshot that is shown, unless it or its pointer cannot be read."""
    try:
        shown = read_current(settings.warehouse_dir)
        open_snapshot(shown.path).close()
    except NoSnapshot:
        return None
    except (UnreadableError, duckdb.Error) as error:
        _LOG.warning("snapshot_unreadable %s", pairs(reason=str(error)))
        return None
    return shown
