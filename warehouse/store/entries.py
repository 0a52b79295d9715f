"""What a store says is published: numbered entries, of which the last one counts.

    <store>/published/000000000042.json     an entry, never changed
    <store>/files/<sha256>                  what entries name, by its checksum

An entry is written last and names files that are there, so that whoever is killed at
any moment leaves the entry before. A number is taken once: of two machines that go on
from the same entry one is refused, and is told.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import StoreBusy, StoreError
from warehouse.integrity import hash_file
from warehouse.publications import SHA256
from warehouse.snapshots import Snapshot, read_moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from warehouse.store.files import StoreFiles

LAKE: Final = ("mappings", "open_data", "originals")
"""Folders of a home that a refresh reads, and cannot make again."""

_ENTRIES: Final = "published"
_FILES: Final = "files"
_NAME: Final = "{:012}.json"
_KEPT: Final = 10
"""Entries that stay: somebody may be about to read the one before the last."""


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A snapshot in a store: its name, its checksum and its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StoreEntry:
    """What a store says is published.

    Attributes:
        number: Its place; the largest number counts.
        snapshot: Name of the snapshot that is shown.
        published_at: When it was published, UTC.
        run_id: The refresh that made it.
        input_hash: See `Snapshot`.
        snapshots: All that are kept, in the order of their publication.
        lake: Checksum of each file that refreshes read, by its path below the home.
    """

    number: int
    snapshot: str
    published_at: datetime
    run_id: str
    input_hash: str
    snapshots: tuple[StoredSnapshot, ...]
    lake: Mapping[str, str]

    def find(self, name: str) -> StoredSnapshot | None:
        """Return the snapshot of a name, with or without the ending."""
        for found in self.snapshots:
            if name in {found.name, found.name.removesuffix(".duckdb")}:
                return found
        return None

    def find_earlier(self) -> StoredSnapshot | None:
        """Return the snapshot that was published before the one that is shown."""
        names = [found.name for found in self.snapshots]
        place = names.index(self.snapshot)
        return self.snapshots[place - 1] if place else None

    def list_sums(self) -> set[str]:
        """Return the checksums of all files it names."""
        return {found.sha256 for found in self.snapshots} | {*self.lake.values()}

    def describe(self, warehouse_dir: Path) -> Snapshot:
        """Return what is shown as the pointer of a warehouse has it."""
        shown = self.find(self.snapshot)
        path = warehouse_dir / "snapshots" / self.snapshot
        sha256 = shown.sha256 if shown else ""
        return Snapshot(path, self.published_at, self.run_id, self.input_hash, sha256)


class SharedStore:
    """What several machines share.

    Args:
        files: Where it is.
        place: What people call it.
    """

    def __init__(self, files: StoreFiles, place: str) -> None:
        self._files = files
        self.place = place

    def find_last(self) -> int:
        """Find the number of the last entry; 0 where nothing was published yet."""
        numbers = (
            int(name.removesuffix(".json"))
            for name in self._files.list(_ENTRIES)
            if name.removesuffix(".json").isdecimal()
        )
        return max(numbers, default=0)

    def read_last(self) -> StoreEntry | None:
        """Read the last entry; none where nothing was published yet.

        Raises:
            StoreError: It is damaged.
        """
        number = self.find_last()
        return self.read(number) if number else None

    def read(self, number: int) -> StoreEntry:
        """Read an entry.

        Raises:
            StoreError: It is damaged.
        """
        try:
            return parse_entry(number, self._files.read(_place(number)))
        except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                "store_entry_damaged", place=self.place, number=number
            ) from error

    def add(self, entry: StoreEntry, base: StoreEntry | None) -> None:
        """Write an entry, from which moment on it counts.

        Args:
            entry: Names files that are in the store.
            base: The entry that it follows.

        Raises:
            StoreBusy: Another machine has published since.
            StoreError: The store would have written over an entry: then nothing kept
                two machines apart.
        """
        if base:
            self._check_refusing(base)
        place, content = _place(entry.number), write_entry(entry)
        try:
            self._files.create(place, content)
        except FileExistsError as error:
            # An answer that was lost on the way makes the client ask again.
            if self._files.read(place) != content:
                raise StoreBusy("store_busy", place=self.place) from error
        if self.find_last() != entry.number:
            raise StoreBusy("store_busy", place=self.place)

    def _check_refusing(self, base: StoreEntry) -> None:
        """Check that the store refuses to write over what is there."""
        try:
            self._files.create(_place(base.number), write_entry(base))
        except FileExistsError:
            return
        raise StoreError("store_overwrites", place=self.place)

    def put(self, path: Path, sha256: str) -> None:
        """Write a file by its checksum."""
        self._files.put(path, f"{_FILES}/{sha256}")

    def get(self, sha256: str, path: Path, name: str) -> None:
        """Copy a file to the disk; it is there whole or not at all.

        Args:
            sha256: Its checksum.
            path: Where it goes; the folder exists.
            name: What people call it.

        Raises:
            StoreError: It is not there, or is another one than was published.
        """
        try:
            self._files.get(f"{_FILES}/{sha256}", path)
        except FileNotFoundError as error:
            path.unlink(missing_ok=True)
            raise StoreError(
                "store_file_missing", place=self.place, name=name
            ) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if hash_file(path) != sha256:
            path.unlink()
            raise StoreError("store_file_damaged", place=self.place, name=name)

    def clean(self, entry: StoreEntry, keep_seconds: float) -> None:
        """Remove entries and files that nothing names any longer.

        Args:
            entry: The last one.
            keep_seconds: A file that is younger may be one that another machine is
                about to publish.
        """
        named = entry.list_sums()
        listed = self._files.list(_FILES)
        # By the clock of the store, which no machine's has to agree with.
        now = max((found.written_at for found in listed.values()), default=None)
        outdated = [
            f"{_FILES}/{name}"
            for name, found in listed.items()
            if name not in named
            and now is not None
            and (now - found.written_at).total_seconds() > keep_seconds
        ]
        least = entry.number - _KEPT
        entries = (name.removesuffix(".json") for name in self._files.list(_ENTRIES))
        outdated += [
            _place(int(name))
            for name in entries
            if name.isdecimal() and int(name) <= least
        ]
        self._files.remove(outdated)


def follow_entry(base: StoreEntry | None, snapshot: Snapshot, size: int) -> StoreEntry:
    """Make the entry that shows a snapshot after another entry.

    Args:
        base: The entry before.
        snapshot: What is shown from now on; it may have been shown before.
        size: Its bytes.
    """
    number = base.number + 1 if base else 1
    before = base.snapshots if base else ()
    shown = StoredSnapshot(snapshot.name, snapshot.sha256, size)
    is_known = any(found.name == shown.name for found in before)
    return StoreEntry(
        number,
        snapshot.name,
        snapshot.published_at,
        snapshot.run_id,
        snapshot.input_hash,
        before if is_known else (*before, shown),
        base.lake if base else {},
    )


def write_entry(entry: StoreEntry) -> bytes:
    """Write an entry as JSON; its number is its name."""
    fields = asdict(entry) | {"published_at": entry.published_at.isoformat()}
    del fields["number"]
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def parse_entry(number: int, content: bytes) -> StoreEntry:
    """Parse and check an entry that anybody may have written.

    Raises:
        ValueError, KeyError, TypeError: It is none, or names a file where none can be.
    """
    fields = json.loads(content)
    snapshots = tuple(_parse_snapshot(one) for one in fields["snapshots"])
    lake = {_check_path(path): _check_sum(one) for path, one in fields["lake"].items()}
    published_at = datetime.fromisoformat(fields["published_at"])
    entry = StoreEntry(
        number,
        fields["snapshot"],
        published_at.astimezone(UTC),
        str(fields["run_id"]),
        str(fields["input_hash"]),
        snapshots,
        lake,
    )
    if published_at.tzinfo is None or not any(
        found.name == entry.snapshot for found in snapshots
    ):
        raise ValueError(fields["snapshot"])
    return entry


def _parse_snapshot(fields: Mapping[str, Any]) -> StoredSnapshot:
    name, size = fields["name"], fields["size"]
    if read_moment(name) is None or type(size) is not int or size < 0:
        raise ValueError(fields)
    return StoredSnapshot(name, _check_sum(fields["sha256"]), size)


def _check_sum(sha256: str) -> str:
    if not SHA256.fullmatch(sha256):
        raise ValueError(sha256)
    return sha256


def _check_path(path: str) -> str:
    """Check that a path lies within the lake of a home, however it is written."""
    parts = PurePosixPath(path).parts
    is_plain = path == "/".join(parts) and "\0" not in path and "\\" not in path
    is_ours = len(parts) > 1 and parts[0] in LAKE
    if not (is_plain and is_ours) or any(part.startswith(".") for part in parts):
        raise ValueError(path)
    return path


def _place(number: int) -> str:
    return f"{_ENTRIES}/{_NAME.format(number)}"
