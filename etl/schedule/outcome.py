"""From the end of a process to what a person has to be told."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from etl.notify.events import Trouble
from pazanga.errors import NoSnapshot
from pazanga.log import pairs
from warehouse.ops import Run, append_run, name_run, read_runs
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from etl.notify.events import TroubleKind
    from pazanga.processes.process import Ended
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)
BUSY: Final = 3
INTERRUPTED: Final = 143
"""As shells say SIGTERM; the refresh is made up for after the next start."""

_MOST_LINES: Final = 40


def read_last_run(warehouse_dir: Path) -> Run | None:
    """Read the newest run of the log; None where there is none, or no log to read."""
    try:
        return next(iter(read_runs(warehouse_dir, last=1)), None)
    except (OSError, ValueError, KeyError, TypeError) as error:
        _LOG.warning("run_log_unreadable %s", pairs(reason=repr(error)))
        return None


def read_shown(warehouse_dir: Path) -> Snapshot | None:
    """Read which snapshot is current; None before the first, or if unreadable."""
    try:
        return read_current(warehouse_dir)
    except NoSnapshot:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _LOG.warning("pointer_unreadable %s", pairs(reason=repr(error)))
        return None


def find_trouble(ended: Ended, run: Run | None) -> Trouble | None:
    """Return what went wrong, if anything; a busy warehouse alone is no trouble."""
    if ended.exit_code in {0, BUSY}:
        return None
    lines = tuple((ended.complaints or ended.said).splitlines())
    kind = _name_trouble(ended, run)
    return Trouble(kind=kind, exit_code=ended.exit_code, lines=lines[-_MOST_LINES:])


def log_broken_run(
    warehouse_dir: Path, started_at: datetime, ended_at: datetime
) -> None:
    """Write the run of a process that ended without doing so itself."""
    run = Run(
        run_id=name_run(started_at),
        started_at=started_at,
        finished_at=ended_at,
        outcome="failed",
    )
    try:
        append_run(warehouse_dir, run)
    except OSError as error:
        _LOG.warning("run_log_unwritable %s", pairs(reason=str(error)))


def _name_trouble(ended: Ended, run: Run | None) -> TroubleKind:
    if ended.was_stopped:
        return "too_long"
    if run and run.outcome == "audits_failed":
        return "audits_failed"
    if run and run.outcome == "unusable_input":
        return "unusable_input"
    if run and run.outcome != "failed" and run.failed_source_count:
        is_all = run.failed_source_count == run.refused_file_count
        return "files_refused" if is_all else "sources_failed"
    return "failed"
