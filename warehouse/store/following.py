"""One machine and the store it shares: it follows what is published there.

Readers go on opening local files: a snapshot is copied whole, checked, and only then
pointed to. A refresh goes on from what the store shows, and publishes there first.
"""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pazanga.errors import HomeError, NoSnapshot, StoreError, UnreadableError, UserError
from pazanga.files.durable import move_into_place, read_regular, replace_bytes
from pazanga.files.lock import hold_lock
from pazanga.files.store_state import (
    forget_fetched,
    note_answer,
    note_trouble,
    read_state,
)
from pazanga.log import pairs
from warehouse.integrity import check_whole, is_whole, make_read_only
from warehouse.ops import LOG, write_runs
from warehouse.publications import append_publication, read_publications
from warehouse.snapshots import (
    SNAPSHOTS,
    Snapshot,
    read_current,
    read_history,
    read_origin,
    roll_back,
    write_current,
)
from warehouse.store.entries import (
    SharedStore,
    StoreEntry,
    follow_entry,
    parse_entry,
    write_entry,
)
from warehouse.store.files import open_files
from warehouse.store.lake import hash_lake, take_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pazanga.settings import Settings
    from warehouse.store.entries import StoredSnapshot

    Choose = Callable[[tuple[StoredSnapshot, ...]], tuple[StoredSnapshot, ...]]

_LOG = logging.getLogger(__name__)
_BASE: Final = "store-entry.json"
_MOST_BYTES: Final = 1 << 28
_PART: Final = ".{name}.{process}.part"
_DEAD_SECONDS: Final = 3600.0
"""A copy that nobody has written to for so long was left by a process that ended."""

_YOUNG_SECONDS: Final = 86_400.0


class FollowedStore:
    """The store of the settings, as one machine follows it.

    Args:
        settings: Which store, and where the home is.
        choose: Which snapshots are kept, of those there are; None: all.

    Raises:
        StoreError: The client for buckets is not installed.
    """

    def __init__(self, settings: Settings, choose: Choose | None = None) -> None:
        self._settings = settings
        self._warehouse = settings.published_dir
        self._choose = choose
        self._store = SharedStore(
            open_files(settings.store.address), settings.store.address
        )
        self._entry: StoreEntry | None = None
        self._announced = self._is_whole = False

    @property
    def place(self) -> str:
        """Return what people call the store."""
        return self._store.place

    def take_over(self) -> dict[str, str]:
        """Read the store before a refresh or a rollback; the caller holds the lock.

        Returns:
            Files of the lake that were changed here and there, see `take_lake`.

        Raises:
            StoreError: The store does not answer, or what it names is not there.
            OSError: The disk is full or not writable.
        """
        self._entry = entry = self._store.read_last()
        if entry is None:
            note_answer(self._warehouse, self.place, 0)
            return {}
        base = self._read_base()
        fetched = self._fetch_snapshot(entry.snapshot)
        home, before = self._settings.home, base.lake if base else {}
        clashes = take_lake(home, before, entry.lake, self._store.get)
        self._write_base(entry)
        self._point_to(entry, fetched)
        return clashes

    def look(self) -> None:
        """Show what the store shows now; the lake is left to those who refresh.

        Raises:
            RefreshBusy: A refresh runs here, which follows the store itself.
            StoreError: The store does not answer, or what it names is not there.
            OSError: The disk is full or not writable.
        """
        number = self._store.find_last()
        known = read_state(self._warehouse, self.place)
        if not number or (known and known.number == number and self._read_shown()):
            note_answer(self._warehouse, self.place, number)
            return
        self._entry = entry = self._store.read(number)
        fetched = self._fetch_snapshot(entry.snapshot)
        with hold_lock(self._warehouse):
            self._point_to(entry, fetched)

    def announce(self, snapshot: Snapshot) -> None:
        """Publish a snapshot and the lake in the store, before it is shown here.

        Args:
            snapshot: Lies among the snapshots of this machine, with its checksum.

        Raises:
            StoreBusy: Another machine has published since `take_over`.
            StoreError: The store does not answer.
        """
        self._publish(snapshot, hash_lake(self._settings.home))
        if self._entry:
            self._write_base(self._entry)

    def finish(self, shown: Snapshot, *, is_whole: bool) -> None:
        """Publish what the store lacks of what is shown here, and clean it if need be.

        Args:
            shown: What this machine shows after a refresh.
            is_whole: Whether all files are written anew, though nothing changed.

        Raises:
            StoreBusy: Another machine has published meanwhile.
            StoreError: The store does not answer.
        """
        if shown.sha256 and (self._entry is None or is_whole):
            self._is_whole = is_whole
            self.announce(shown)
        if self._entry and self._announced:
            note_answer(self._warehouse, self.place, self._entry.number)
            self._clean(self._entry)

    def roll_back(self, name: str | None) -> Snapshot:
        """Show another snapshot here and everywhere; the caller holds the lock.

        Args:
            name: Its name; None: the one that was published before.

        Raises:
            NoSnapshot: The store has none of that name, or none before.
            StoreError: The store does not answer, or lacks the file.
        """
        self._entry = entry = self._store.read_last()
        if entry is None:
            raise NoSnapshot("no_snapshot", folder=self.place)
        found = entry.find(name) if name else entry.find_earlier()
        if found is None:
            if name is None:
                raise NoSnapshot("no_earlier_snapshot", current=entry.snapshot)
            known = ", ".join(one.name for one in entry.snapshots)
            raise NoSnapshot("unknown_snapshot", wanted=name, known=known)
        fetched = found.name if self._fetch(found) else None
        path = self._warehouse / SNAPSHOTS / found.name
        origin = read_origin(path)
        target = Snapshot(
            path, origin.finished_at, origin.run_id, entry.input_hash, found.sha256
        )
        self._point_to(self._publish(target, entry.lake), fetched)
        return target

    def _publish(self, snapshot: Snapshot, lake: Mapping[str, str]) -> StoreEntry:
        """Write the files that the store lacks, then the entry that names them."""
        base, home = self._entry, self._settings.home
        size = snapshot.path.stat().st_size
        entry = replace(follow_entry(base, snapshot, size), lake=lake)
        if self._choose:
            entry = replace(entry, snapshots=self._choose(entry.snapshots))
        # What the last entry names stays in the store; all else is written anew.
        there = set() if base is None or self._is_whole else base.list_sums()
        paths = {sha256: home / path for path, sha256 in lake.items()}
        for sha256, path in (paths | {snapshot.sha256: snapshot.path}).items():
            if sha256 not in there:
                self._store.put(path, sha256)
        self._store.add(entry, base)
        self._entry, self._announced = entry, True
        return entry

    def _clean(self, entry: StoreEntry) -> None:
        """Remove from the store what no entry names any longer, if it lets us."""
        try:
            self._store.clean(entry, _YOUNG_SECONDS)
        except (UserError, OSError) as error:
            _LOG.warning("store_not_cleaned %s", pairs(reason=str(error)))

    def _read_shown(self) -> Snapshot | None:
        """Read what is shown here; None where it is not whole."""
        with suppress(NoSnapshot, UnreadableError):
            shown = read_current(self._warehouse)
            check_whole(shown)
            return shown
        return None

    def _fetch_snapshot(self, name: str) -> str | None:
        """Copy the snapshot that is shown, if it is not here; return its name then."""
        found = self._entry.find(name) if self._entry else None
        if found is None:
            raise StoreError("store_file_missing", place=self.place, name=name)
        return name if self._fetch(found) else None

    def _fetch(self, wanted: StoredSnapshot) -> bool:
        """Copy a snapshot; return whether it had to be."""
        folder = self._warehouse / SNAPSHOTS
        path = folder / wanted.name
        if is_whole(_FetchedCopy(path, wanted.sha256)):
            return False
        folder.mkdir(parents=True, exist_ok=True)
        _remove_dead(folder)
        fresh = folder / _PART.format(name=wanted.name, process=os.getpid())
        self._store.get(wanted.sha256, fresh, wanted.name)
        make_read_only(fresh)
        move_into_place(fresh, path)
        return True

    def _point_to(self, entry: StoreEntry, fetched: str | None) -> None:
        """Show what an entry shows; the caller holds the lock."""
        snapshot = entry.describe(self._warehouse)
        known = read_publications(self._warehouse)
        for found in entry.snapshots:
            if found.name not in known:
                append_publication(self._warehouse, found.name, found.sha256)
        if not (self._warehouse / LOG).exists():
            # A machine that is new knows what the snapshot does of earlier runs.
            with suppress(UnreadableError):
                write_runs(self._warehouse, read_history(snapshot.path))
        if self._read_shown() != snapshot:
            write_current(self._warehouse, snapshot)
            _LOG.info("store_followed %s", pairs(snapshot=snapshot.name))
        state = note_answer(self._warehouse, self.place, entry.number, fetched)
        # Copies go when the store keeps them no longer; what was made here stays.
        kept = {found.name for found in entry.snapshots}
        gone = {name for name in state.fetched if name not in kept}
        if gone:
            for name in gone:
                (self._warehouse / SNAPSHOTS / name).unlink(missing_ok=True)
            forget_fetched(self._warehouse, state, gone)

    def _read_base(self) -> StoreEntry | None:
        """Read the entry whose lake is in the home; none of another store."""
        try:
            content = read_regular(self._warehouse / _BASE, _MOST_BYTES)
            fields = json.loads(content)
            if fields["place"] != self.place:
                return None
            return parse_entry(int(fields["number"]), fields["entry"].encode())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write_base(self, entry: StoreEntry) -> None:
        fields = {
            "place": self.place,
            "number": entry.number,
            "entry": write_entry(entry).decode(),
        }
        content = json.dumps(fields, ensure_ascii=False).encode()
        replace_bytes(self._warehouse / _BASE, content)


def roll_back_shared(settings: Settings, name: str | None) -> Snapshot:
    """Set the pointer to another snapshot, here and in the store if there is one.

    Raises:
        NoSnapshot, UnreadableError, RefreshBusy: See `roll_back`.
        StoreError: The store does not answer, or the snapshot is not there.
    """
    if not settings.store.address:
        return roll_back(settings.published_dir, name)
    store = FollowedStore(settings)
    with hold_lock(settings.published_dir):
        return store.roll_back(name)


def look_and_tell(settings: Settings) -> None:
    """Read the store once; what goes wrong is remembered, and what is shown stays."""
    folder, place = settings.published_dir, settings.store.address
    try:
        FollowedStore(settings).look()
    except UserError as error:
        _tell(folder, place, error)
    except OSError as error:
        path = error.filename or folder
        _tell(folder, place, HomeError("home_not_writable", path=path, reason=error))


def _tell(folder: Path, place: str, error: UserError) -> None:
    if error.exit_code == 3:  # noqa: PLR2004 - somebody else is at it
        return
    _LOG.warning("store_not_followed %s", pairs(reason=str(error)))
    with suppress(OSError):
        note_trouble(folder, place, error)


@dataclass(frozen=True, slots=True)
class _FetchedCopy:
    """A copy of a snapshot, and the checksum it has to have."""

    path: Path
    sha256: str


def _remove_dead(folder: Path) -> None:
    """Remove halves of copies that a process which was killed left behind."""
    now = time.time()
    for path in folder.glob(_PART.format(name="*", process="*")):
        with suppress(OSError):
            if now - path.stat().st_mtime > _DEAD_SECONDS:
                path.unlink()
