"""From a file that is being built to a published snapshot."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pazanga.errors import UnreadableError, WarehouseError
from pazanga.files.durable import set_aside, sync
from warehouse.integrity import find_logs, hash_file, make_read_only
from warehouse.ops import LOG, append_run
from warehouse.publications import append_publication, read_publications
from warehouse.snapshots import list_snapshots, read_origin, write_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from warehouse.snapshots import Snapshot

BUILDING: Final = "building"
_CREDIBLE: Final = timedelta(days=1)


@contextmanager
def new_building_file(warehouse_dir: Path) -> Iterator[Path]:
    """Make a path to build a warehouse at, out of readers' sight.

    What earlier runs left behind is removed first, and this file too if it is not
    published. The caller holds the lock.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
    """
    folder = warehouse_dir / BUILDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder / "warehouse.duckdb"
    finally:
        shutil.rmtree(folder)


def next_publication(now: datetime, shown: Snapshot | None) -> datetime:
    """Choose when a snapshot is published: after the current one, whatever the clock.

    Names sort by time, so that a rollback finds the one before. A clock that was days
    ahead is not followed.

    Args:
        now: What the clock says, UTC.
        shown: The snapshot readers see.
    """
    if shown is None:
        return now
    following = shown.published_at + timedelta(seconds=1)
    return following if timedelta(0) < following - now < _CREDIBLE else now


def mend_log(warehouse_dir: Path, shown: Snapshot | None) -> None:
    """Make log and snapshots agree again where a crash came between two steps.

    A current snapshot but not in the log gets its line; a later one that is in no
    line was never shown, and is removed. The caller holds the lock.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        shown: The snapshot readers see.

    Raises:
        OSError: The disk is full or not writable.
    """
    log = warehouse_dir / LOG
    logged = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    if shown and shown.name not in logged:
        # One that cannot be read says nothing of its run; it is built again by others.
        with suppress(UnreadableError):
            append_run(warehouse_dir, read_origin(shown.path))
    if not logged:
        return
    published = list(read_publications(warehouse_dir))
    place = published.index(shown.name) if shown and shown.name in published else -1
    later = set(published[place + 1 :])
    for path in list_snapshots(warehouse_dir):
        is_later = shown is None or path.name in later or path.name > shown.name
        if is_later and path.name not in logged:
            path.unlink()


def clear_away(damaged: Path) -> None:
    """Set aside a snapshot that is not whole, and the logs beside it.

    Raises:
        OSError: They cannot be renamed.
    """
    for path in (damaged, *find_logs(damaged)):
        if os.path.lexists(path):
            set_aside(path)


def name_snapshot(published_at: datetime, input_hash: str) -> str:
    """Make the file name of a snapshot: `<utc>-<hash>.duckdb`; names sort by time."""
    return f"{published_at:%Y%m%dT%H%M%SZ}-{input_hash[:8]}.duckdb"


def publish(
    building: Path,
    snapshot: Snapshot,
    announce: Callable[[Snapshot], None] | None = None,
) -> Snapshot:
    """Move a finished file to its name among the snapshots, then point to it.

    From now on nobody writes to it. A crash in between leaves the old snapshot shown
    and the new file unused.

    Args:
        building: A closed, complete database file.
        snapshot: What it becomes; its `path` must not exist.
        announce: Called with the finished snapshot before it is shown; what it raises
            leaves the old one shown.

    Returns:
        The snapshot with its checksum.

    Raises:
        WarehouseError: A snapshot of that name exists; it is never overwritten.
        OSError: The disk is full or not writable; the old snapshot stays shown.
    """
    folder = snapshot.path.parent
    if folder.is_file() and not folder.is_symlink():
        set_aside(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(snapshot.path) or find_logs(snapshot.path):
        raise WarehouseError("snapshot_exists", name=snapshot.name)
    make_read_only(building)
    sync(building)
    snapshot = replace(snapshot, sha256=hash_file(building))
    append_publication(folder.parent, snapshot.name, snapshot.sha256)
    building.rename(snapshot.path)
    sync(folder)
    if announce:
        announce(snapshot)
    write_current(folder.parent, snapshot)
    return snapshot
