"""Published snapshots and the pointer that says which one is shown.

`CURRENT` is a small JSON file that is replaced whole; a snapshot file never changes.
So a reader never waits and never sees half a change.
"""

from __future__ import annotations

import json
import re
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import duckdb

from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.files.durable import read_regular, replace_text, set_aside
from pazanga.files.lock import hold_lock
from warehouse.connection import open_snapshot, query_frame
from warehouse.integrity import check_whole, is_whole
from warehouse.ops import Run
from warehouse.publications import SHA256, read_publications

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

POINTER: Final = "CURRENT"
SNAPSHOTS: Final = "snapshots"
SNAPSHOT_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)-\w+\.duckdb", re.ASCII)
"""Files of other names are not ours: neither shown nor removed."""

_MOST_BYTES: Final = 1 << 16
_YEARS: Final = range(1970, 9000)
"""Years a moment of publication can lie in: one can reckon with them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state of the warehouse.

    Attributes:
        path: The DuckDB file.
        published_at: When it was published, UTC.
        run_id: The refresh that made it.
        input_hash: Hash of the newest inputs seen; the same inputs publish nothing.
        sha256: Checksum of the file; empty where an older program published it.
    """

    path: Path
    published_at: datetime
    run_id: str
    input_hash: str
    sha256: str = ""

    @property
    def name(self) -> str:
        """Return the file name: unique, and what people call the snapshot."""
        return self.path.name


def read_current(warehouse_dir: Path) -> Snapshot:
    """Read which snapshot is current; cheap enough to ask on every page.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: The pointer is damaged, or may not be read.
    """
    pointer = warehouse_dir / POINTER
    try:
        entry = json.loads(read_regular(pointer, _MOST_BYTES))
        return _parse_pointer(warehouse_dir, entry)
    except FileNotFoundError as error:
        raise NoSnapshot("no_snapshot", folder=warehouse_dir) from error
    except OSError as error:
        raise UnreadableError("no_reading", path=pointer, why=error) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError("pointer_damaged", path=pointer) from error


def find_current(warehouse_dir: Path) -> Path:
    """Return the file that is shown now, which is there and whole.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: The pointer or the file is damaged, or there is no file.
    """
    current = read_current(warehouse_dir)
    check_whole(current)
    return current.path


def _parse_pointer(warehouse_dir: Path, entry: Any) -> Snapshot:  # noqa: ANN401
    name, run_id, input_hash = entry["snapshot"], entry["run_id"], entry["input_hash"]
    sha256 = entry.get("sha256", "")
    published_at = datetime.fromisoformat(entry["published_at"])
    is_ours = (
        _is_ours(name)
        and isinstance(run_id, str)
        and isinstance(input_hash, str)
        and (sha256 == "" or SHA256.fullmatch(sha256))
        and published_at.tzinfo is not None
        and published_at.year in _YEARS
    )
    if not is_ours:
        raise ValueError(entry)
    path = warehouse_dir / SNAPSHOTS / name
    return Snapshot(path, published_at.astimezone(UTC), run_id, input_hash, sha256)


def _is_ours(name: str) -> bool:
    return read_moment(name) is not None


def read_moment(name: str) -> datetime | None:
    """Parse the moment in the name of a snapshot, UTC; none in a name of others."""
    found = SNAPSHOT_NAME.fullmatch(name)
    with suppress(ValueError):
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S%z") if found else None
    return None


def write_current(warehouse_dir: Path, snapshot: Snapshot) -> None:
    """Set the pointer to a snapshot; the change is seen whole or not at all.

    Whatever lies in place of the pointer, a folder for instance, is set aside.

    Raises:
        OSError: The disk is full; the old pointer stays.
    """
    entry = {
        "snapshot": snapshot.name,
        "published_at": snapshot.published_at.isoformat(),
        "run_id": snapshot.run_id,
        "input_hash": snapshot.input_hash,
        "sha256": snapshot.sha256,
    }
    pointer = warehouse_dir / POINTER
    if pointer.is_dir() and not pointer.is_symlink():
        set_aside(pointer)
    replace_text(pointer, json.dumps(entry, indent=2) + "\n")


def list_snapshots(warehouse_dir: Path) -> list[Path]:
    """List the snapshot files in the order of their publication, the first one first.

    Those of which nothing is known come before the others, in the order of names.
    """
    place = _read_order(warehouse_dir)
    paths = (warehouse_dir / SNAPSHOTS).glob("*.duckdb")
    found = [path for path in paths if _is_ours(path.name) and path.is_file()]
    return sorted(found, key=lambda path: place(path.name))


def measure_snapshots(warehouse_dir: Path) -> dict[Path, int]:
    """Return the bytes that each snapshot takes, in the order of their publication.

    One that a refresh removes meanwhile is left out.
    """
    sizes = {}
    for path in list_snapshots(warehouse_dir):
        with suppress(FileNotFoundError):
            sizes[path] = path.stat().st_size
    return sizes


def _read_order(warehouse_dir: Path) -> Callable[[str], tuple[int, str]]:
    """Read the order of publication, as a key to sort names by."""
    places = {
        name: place for place, name in enumerate(read_publications(warehouse_dir))
    }
    return lambda name: (places.get(name, -1), name)


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
    raise NoSnapshot("unknown_snapshot", wanted=name, known=known)


def find_earlier(warehouse_dir: Path, current: Snapshot) -> Path | None:
    """Find the snapshot that was published before another; None if there is none."""
    place, paths = _read_order(warehouse_dir), list_snapshots(warehouse_dir)
    earlier = [path for path in paths if place(path.name) < place(current.name)]
    return earlier[-1] if earlier else None


def find_whole(warehouse_dir: Path) -> Snapshot | None:
    """Find the newest snapshot that is whole, for want of the one that is shown."""
    sums = read_publications(warehouse_dir)
    for path in reversed(list_snapshots(warehouse_dir)):
        found = Snapshot(path, datetime.now(UTC), "", "", sums.get(path.name, ""))
        if is_whole(found):
            return found
    return None


def roll_back(warehouse_dir: Path, name: str | None = None) -> Snapshot:
    """Set the pointer to another snapshot, by default the one before the current one.

    The hash of the inputs stays that of the newest ones, so that a scheduled refresh
    does not publish again what somebody has just withdrawn, until the inputs change.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.
        name: File name of a snapshot; a newer one is fine too.

    Raises:
        NoSnapshot: There is no such snapshot, or none before the current one.
        UnreadableError: It is damaged or cannot be read; what was shown stays.
        RefreshBusy: A refresh runs.
    """
    with hold_lock(warehouse_dir):
        current = read_current(warehouse_dir)
        path = _find_target(warehouse_dir, current, name)
        target = replace(
            current,
            path=path,
            sha256=read_publications(warehouse_dir).get(path.name, ""),
        )
        check_whole(target, recheck_seconds=0)
        origin = read_origin(path)
        target = replace(target, published_at=origin.finished_at, run_id=origin.run_id)
        write_current(warehouse_dir, target)
    return target


def _find_target(warehouse_dir: Path, current: Snapshot, name: str | None) -> Path:
    if name is None:
        earlier = find_earlier(warehouse_dir, current)
        if earlier is None:
            raise NoSnapshot("no_earlier_snapshot", current=current.name)
        return earlier
    return find_snapshot(warehouse_dir, name)


def read_origin(path: Path) -> Run:
    """Read which run published a snapshot, as the snapshot itself says.

    Raises:
        UnreadableError: The file is missing, no database, or none of ours.
    """
    runs = [run for run in read_history(path) if run.snapshot == path.name]
    if not runs:
        raise UnreadableError("snapshot_foreign", path=path)
    return runs[0]


def read_history(path: Path) -> list[Run]:
    """Read the runs up to the one that published a snapshot, the first one first.

    Raises:
        UnreadableError: The file is missing, no database, or none of ours.
    """
    sql = "select * from ops.refresh_run order by started_at"
    try:
        with closing(open_snapshot(path)) as connection:
            rows = query_frame(connection, sql).rows(named=True)
    except duckdb.Error as error:
        raise UnreadableError("no_reading", path=path, why=error) from error
    moments = ("started_at", "finished_at")
    return [
        Run(**row | {name: row[name].replace(tzinfo=UTC) for name in moments})
        for row in rows
    ]
