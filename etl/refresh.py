"""One refresh: what changed is loaded, modelled, audited and published.

Nothing is shown before it is whole: a refresh that fails anywhere leaves what readers
see as it was. Every refresh that ends leaves a line in the log.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from etl.errors import PackageError
from etl.inputs import find_sources, hash_inputs
from etl.report import Report, end_run
from warehouse.errors import NoSnapshot
from warehouse.lock import hold_lock
from warehouse.ops import append_run
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from warehouse.settings import Settings
    from warehouse.snapshots import Snapshot


def refresh(settings: Settings) -> Report:
    """Refresh the warehouse from all sources, if any of them changed.

    Raises:
        RefreshBusy: Another process is refreshing.
        PackageError: There is no plan package to load.
        ModelError: A model or an audit cannot be run.
    """
    started_at = datetime.now(UTC)
    with hold_lock(settings.warehouse_dir):
        try:
            report = _refresh(settings, started_at)
        except PackageError:
            append_run(settings.warehouse_dir, end_run(started_at, "unusable_input"))
            raise
        except Exception:
            append_run(settings.warehouse_dir, end_run(started_at, "failed"))
            raise
        append_run(settings.warehouse_dir, report.run)
    return report


def _refresh(settings: Settings, started_at: datetime) -> Report:
    sources = find_sources(settings)
    shown = _read_shown(settings)
    input_hash = hash_inputs((source.key, source.sha256) for source in sources)
    if shown and shown.input_hash == input_hash:
        run = end_run(started_at, "unchanged", input_hash=input_hash)
        return Report(run, shown)
    # Only now what takes time to import: most refreshes of a schedule end above.
    from etl.rebuild import rebuild  # noqa: PLC0415

    return rebuild(settings, sources, shown, started_at)


def _read_shown(settings: Settings) -> Snapshot | None:
    """Give the snapshot that is shown, unless it or its pointer cannot be read."""
    try:
        shown = read_current(settings.warehouse_dir)
    except (NoSnapshot, ValueError, KeyError):
        return None
    return shown if shown.path.exists() else None
