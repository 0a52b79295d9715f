"""From a file that is being built to a published snapshot."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from warehouse.durable import sync
from warehouse.errors import WarehouseError
from warehouse.snapshots import Snapshot, write_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

BUILDING: Final = "building"


@contextmanager
def new_building_file(warehouse_dir: Path) -> Iterator[Path]:
    """Give a path to build a warehouse in, out of readers' sight.

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


def name_snapshot(published_at: datetime, input_hash: str) -> str:
    """Make the file name of a snapshot: `<utc>-<hash>.duckdb`; names sort by time."""
    return f"{published_at:%Y%m%dT%H%M%SZ}-{input_hash[:8]}.duckdb"


def publish(building: Path, snapshot: Snapshot) -> None:
    """Move a finished file to its name among the snapshots, then point to it.

    A crash in between leaves the old snapshot shown and the new file unused.

    Args:
        building: A closed, complete database file.
        snapshot: What it becomes; its `path` must not exist.

    Raises:
        WarehouseError: A snapshot of that name exists; it is never overwritten.
        OSError: The disk is full or not writable; the old snapshot stays shown.
    """
    folder = snapshot.path.parent
    folder.mkdir(parents=True, exist_ok=True)
    if snapshot.path.exists():
        raise WarehouseError("warehouse.snapshot_exists", name=snapshot.name)
    sync(building)
    building.rename(snapshot.path)
    sync(folder)
    write_current(folder.parent, snapshot)
