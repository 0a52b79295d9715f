"""Published snapshots and the pointer that says which one is shown.

`CURRENT` is a small JSON file that is replaced whole; a snapshot file never changes.
So a reader never waits and never sees half a change.
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import duckdb

from warehouse.connection import fetch, open_snapshot
from warehouse.durable import replace_text
from warehouse.errors import NoSnapshot, UnreadableError
from warehouse.lock import hold_lock
from warehouse.ops import Run

if TYPE_CHECKING:
    from pathlib import Path

POINTER: Final = "CURRENT"
SNAPSHOTS: Final = "snapshots"
SNAPSHOT_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)-\w+\.duckdb", re.ASCII)
"""Files of other names are not ours: neither shown nor removed."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state of the warehouse.

    Attributes:
        path: The DuckDB file.
        published_at: When it was published, UTC.
        run_id: The refresh that made it.
        input_hash: Hash of the newest inputs seen; the same inputs publish nothing.
    """

    path: Path
    published_at: datetime
    run_id: str
    input_hash: str

    @property
    def name(self) -> str:
        """The file name, which is unique and is what people call the snapshot."""
        return self.path.name


def read_current(warehouse_dir: Path) -> Snapshot:
    """Say which snapshot is shown now; cheap enough to ask on every page.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: The pointer is damaged, or may not be read.
    """
    pointer = warehouse_dir / POINTER
    try:
        return _parse_pointer(warehouse_dir, json.loads(pointer.read_bytes()))
    except FileNotFoundError as error:
        raise NoSnapshot("warehouse.no_snapshot", folder=warehouse_dir) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise UnreadableError("warehouse.no_reading", path=pointer, why=why) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableError("warehouse.pointer_damaged", path=pointer) from error


def find_current(warehouse_dir: Path) -> Path:
    """Give the file that is shown now, which is there.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: The pointer is damaged, or points to no file.
    """
    current = read_current(warehouse_dir)
    if not current.path.is_file():
        raise UnreadableError("warehouse.snapshot_missing", path=current.path)
    return current.path


def _parse_pointer(warehouse_dir: Path, entry: Any) -> Snapshot:  # noqa: ANN401
    if not SNAPSHOT_NAME.fullmatch(entry["snapshot"]):
        raise ValueError(entry["snapshot"])
    return Snapshot(
        path=warehouse_dir / SNAPSHOTS / entry["snapshot"],
        published_at=datetime.fromisoformat(entry["published_at"]),
        run_id=entry["run_id"],
        input_hash=entry["input_hash"],
    )


def write_current(warehouse_dir: Path, snapshot: Snapshot) -> None:
    """Point to a snapshot; the change is seen whole or not at all.

    Raises:
        OSError: The disk is full; the old pointer stays.
    """
    entry = {
        "snapshot": snapshot.name,
        "published_at": snapshot.published_at.isoformat(),
        "run_id": snapshot.run_id,
        "input_hash": snapshot.input_hash,
    }
    replace_text(warehouse_dir / POINTER, json.dumps(entry, indent=2) + "\n")


def list_snapshots(warehouse_dir: Path) -> list[Path]:
    """List the snapshot files, oldest first."""
    paths = (warehouse_dir / SNAPSHOTS).glob("*.duckdb")
    return sorted(
        path for path in paths if SNAPSHOT_NAME.fullmatch(path.name) and path.is_file()
    )


def find_snapshot(warehouse_dir: Path, name: str) -> Path:
    """Find a snapshot by its file name, with or without the ending.

    Raises:
        NoSnapshot: There is none of that name.
    """
    paths = list_snapshots(warehouse_dir)
    for path in paths:
        if name in {path.name, path.stem}:
            return path
    known = ", ".join(path.name for path in paths)
    raise NoSnapshot("warehouse.unknown_snapshot", wanted=name, known=known)


def find_earlier(warehouse_dir: Path, current: Snapshot) -> Path | None:
    """Find the snapshot a rollback goes to; None where there is none before."""
    paths = list_snapshots(warehouse_dir)
    return next((path for path in reversed(paths) if path.name < current.name), None)


def roll_back(warehouse_dir: Path, name: str | None = None) -> Snapshot:
    """Point to another snapshot, by default the one before the current one.

    The hash of the inputs stays that of the newest ones, so that a scheduled refresh
    does not publish again what somebody has just withdrawn, until the inputs change.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        name: File name of a snapshot; a newer one is fine too.

    Raises:
        NoSnapshot: There is no such snapshot, or none before the current one.
        UnreadableError: It cannot be read; what was shown stays.
        RefreshBusy: A refresh runs.
    """
    with hold_lock(warehouse_dir):
        current = read_current(warehouse_dir)
        path = _find_target(warehouse_dir, current, name)
        origin = read_origin(path)
        target = Snapshot(path, origin.finished_at, origin.run_id, current.input_hash)
        write_current(warehouse_dir, target)
    return target


def _find_target(warehouse_dir: Path, current: Snapshot, name: str | None) -> Path:
    if name is None:
        earlier = find_earlier(warehouse_dir, current)
        if earlier is None:
            raise NoSnapshot("warehouse.no_earlier_snapshot", current=current.name)
        return earlier
    return find_snapshot(warehouse_dir, name)


def read_origin(path: Path) -> Run:
    """Read which run published a snapshot, as the snapshot itself says.

    Raises:
        UnreadableError: The file is missing, no database, or none of ours.
    """
    sql = "select * from ops.refresh_run where snapshot = ?"
    try:
        with closing(open_snapshot(path)) as connection:
            rows = fetch(connection, sql, [path.name]).rows(named=True)
    except duckdb.Error as error:
        raise UnreadableError("warehouse.no_reading", path=path, why=error) from error
    if not rows:
        raise UnreadableError("warehouse.snapshot_foreign", path=path)
    row = rows[0]
    moments = ("started_at", "finished_at")
    row |= {name: row[name].replace(tzinfo=UTC) for name in moments}
    return Run(**row)
