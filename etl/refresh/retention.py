"""How long snapshots and originals are kept: one rule, applied after a publication.

A file is removed when it is neither among the newest so many nor younger than so many
days. Snapshots are removed, too, the oldest first, until the others fit the room there
is for them. Never removed are the current snapshot, the one a rollback would go to, and
the originals that any snapshot which is kept was loaded from.
"""

from __future__ import annotations

import logging
import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from pazanga.access.journal import remove_outdated_events
from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.log import pairs
from warehouse.audiences.following import remove_outdated_copies
from warehouse.connection import open_snapshot
from warehouse.snapshots import (
    find_earlier,
    list_snapshots,
    measure_snapshots,
    read_current,
    read_moment,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pazanga.settings import Settings
    from pazanga.settings.operation import RetentionSettings
    from warehouse.store.entries import StoredSnapshot

_LOG = logging.getLogger(__name__)
_HASH: Final = re.compile(r"[0-9a-f]{64}(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Removed:
    """What retention removed, oldest first.

    Attributes:
        snapshots: Files under `snapshots/`.
        originals: Files and folders under `originals/`.
        copies: Files under `audiences/`: copies of snapshots for those who may not
            see all.
    """

    snapshots: tuple[Path, ...] = ()
    originals: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()


def apply_retention(settings: Settings, now: datetime) -> Removed:
    """Remove what need not be kept any longer; the caller holds the lock.

    Nothing is removed before the first publication. A file that cannot be removed is
    left for the next time; readers that have one open go on reading it.

    Args:
        settings: Where the files are, how many and how long to keep.
        now: The moment, UTC.
    """
    keep = settings.retention
    try:
        protected = _find_protected(settings.warehouse_dir)
    except NoSnapshot:
        return Removed()
    snapshots = find_outdated(
        _read_publications(settings.warehouse_dir),
        keep_count=keep.snapshot_count,
        keep_since=now - timedelta(days=keep.snapshot_days),
    )
    removed = _remove(path for path in snapshots if path not in protected)
    sizes = measure_snapshots(settings.warehouse_dir)
    removed += _remove(find_surplus(sizes, protected, keep.snapshot_mb * 10**6))
    needed = [path.name for path in protected if path]
    removed_copies = remove_outdated_copies(settings, needed, now)
    remove_outdated_events(settings.access_dir, now)
    originals = find_outdated(
        _read_arrivals(settings.originals_dir),
        keep_count=keep.original_count,
        keep_since=now - timedelta(days=keep.original_days),
    )
    outdated = _leave_loaded(originals, settings.warehouse_dir)
    gone = _remove(_list_files(outdated))
    return Removed(removed, gone, tuple(removed_copies))


def choose_kept(
    keep: RetentionSettings, now: datetime, stored: Sequence[StoredSnapshot]
) -> tuple[StoredSnapshot, ...]:
    """Choose the snapshots that a shared store keeps, by the same rules.

    Args:
        keep: How many and how long.
        now: The moment, UTC.
        stored: All of them, in the order of their publication; the last one is shown.
    """
    sizes = {Path(found.name): found.size for found in stored}
    moments = {path: moment for path in sizes if (moment := read_moment(path.name))}
    protected = [*sizes][-2:]
    since = now - timedelta(days=keep.snapshot_days)
    outdated = find_outdated(moments, keep_count=keep.snapshot_count, keep_since=since)
    gone = {path for path in outdated if path not in protected}
    left = {path: size for path, size in sizes.items() if path not in gone}
    gone.update(find_surplus(left, protected, keep.snapshot_mb * 10**6))
    return tuple(found for found in stored if Path(found.name) not in gone)


def find_outdated(
    moments: Mapping[Path, datetime], *, keep_count: int, keep_since: datetime
) -> list[Path]:
    """Apply the rule to files and the moments they are from, oldest first.

    Args:
        moments: Moment of each file, UTC.
        keep_count: So many of the newest are kept.
        keep_since: What is not older is kept.
    """
    newest_first = sorted(moments, key=lambda path: (moments[path], path), reverse=True)
    return [
        path
        for path in reversed(newest_first[keep_count:])
        if moments[path] < keep_since
    ]


def find_surplus(
    sizes: Mapping[Path, int], protected: Collection[Path | None], most_bytes: int
) -> list[Path]:
    """List the files that have to go for the others to fit, the first ones first.

    Args:
        sizes: Bytes of each file, the oldest first.
        protected: What stays however large it is.
        most_bytes: What all of them may take.
    """
    total = sum(sizes.values())
    surplus = []
    for path, size in sizes.items():
        if total > most_bytes and path not in protected:
            surplus.append(path)
            total -= size
    return surplus


def _find_protected(warehouse_dir: Path) -> set[Path | None]:
    current = read_current(warehouse_dir)
    return {current.path, find_earlier(warehouse_dir, current)}


def _read_publications(warehouse_dir: Path) -> dict[Path, datetime]:
    """Read when snapshots were published, from their names."""
    return {
        path: moment
        for path in list_snapshots(warehouse_dir)
        if (moment := read_moment(path.name))
    }


def _read_arrivals(originals_dir: Path) -> dict[Path, datetime]:
    """Read when originals came, each by the path its files and folders begin with.

    Files that are not named by a hash are not ours.
    """
    arrivals: dict[Path, datetime] = {}
    for path in originals_dir.glob("*"):
        if found := _HASH.match(path.name):
            status = path.lstat()
            # A file that was moved here keeps the moment of its last change elsewhere.
            seconds = max(status.st_mtime, status.st_ctime)
            moment = datetime.fromtimestamp(seconds, UTC)
            stem = originals_dir / found[0]
            arrivals[stem] = max(moment, arrivals.get(stem, moment))
    return arrivals


def _leave_loaded(originals: list[Path], warehouse_dir: Path) -> list[Path]:
    """Drop what a snapshot was loaded from; all, where that cannot be known."""
    if not originals:
        return []
    try:
        loaded = _read_loaded_hashes(warehouse_dir)
    except (duckdb.Error, UnreadableError) as error:
        _LOG.warning("loaded_originals_unknown %s", pairs(reason=str(error)))
        return []
    return [path for path in originals if path.name not in loaded]


def _read_loaded_hashes(warehouse_dir: Path) -> set[str]:
    hashes: set[str] = set()
    for path in list_snapshots(warehouse_dir):
        with closing(open_snapshot(path)) as connection:
            rows = connection.execute("select sha256 from ops.load").fetchall()
        hashes.update(sha256 for (sha256,) in rows)
    return hashes


def _list_files(originals: Iterable[Path]) -> Iterator[Path]:
    """List what there is of originals; their records, which make them inputs, first."""
    for stem in originals:
        found = [stem, *stem.parent.glob(f"{stem.name}.*")]
        present = [path for path in found if path.exists()]
        yield from sorted(present, key=lambda path: path.suffix != ".json")


def _remove(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(path for path in paths if _remove_file(path))


def _remove_file(path: Path) -> bool:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        _LOG.warning("not_removed %s", pairs(file=path.name, reason=str(error)))
        return False
    _LOG.info("removed %s", pairs(file=path.name))
    return True
