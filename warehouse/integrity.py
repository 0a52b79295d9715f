"""Whether a published file is whole: its checksum, and nothing beside it.

DuckDB applies a log that lies beside a database when it opens it, read-only too. So a
published snapshot must not have any.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from pazanga.errors import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

LOG_ENDINGS: Final = (".wal", ".wal.recovery", ".wal.checkpoint")
"""Endings of the logs that DuckDB looks for beside a database."""

RECHECK_SECONDS: Final = 900.0
"""How long a checksum is believed while size, place and times of a file stay."""

_CHUNK: Final = 1 << 20
_READ_ONLY: Final = 0o400


class Published(Protocol):
    """A file, and the checksum it was published with; empty if that is unknown."""

    @property
    def path(self) -> Path:
        """Return where the file is."""

    @property
    def sha256(self) -> str:
        """Return the checksum."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file whose checksum was right, and when that was found."""

    identity: tuple[int, ...]
    sha256: str
    checked_at: float


_SEEN: dict[Path, _Seen] = {}


def hash_file(path: Path) -> str:
    """Compute the SHA-256 of a file.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        return hash_stream(stream)


def hash_stream(stream: BinaryIO, copy: BinaryIO | None = None) -> str:
    """Compute the SHA-256 of what is left in a stream, and copy it if asked to."""
    found = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
        if copy:
            copy.write(chunk)
    return found.hexdigest()


def make_read_only(path: Path) -> None:
    """Forbid writing to a file, and reading to others; root still can."""
    path.chmod(_READ_ONLY)


def find_logs(path: Path) -> list[Path]:
    """Find the logs beside a database that DuckDB would apply to it."""
    logs = (path.with_name(f"{path.name}{ending}") for ending in LOG_ENDINGS)
    return [log for log in logs if os.path.lexists(log)]


def check_alone(path: Path) -> None:
    """Check that no log lies beside a snapshot.

    Raises:
        UnreadableError: One does, and would change what is read.
    """
    if logs := find_logs(path):
        raise UnreadableError("snapshot_log", path=path, log=logs[0].name)


def check_whole(snapshot: Published, recheck_seconds: float = RECHECK_SECONDS) -> None:
    """Check that a snapshot is the file that was published, alone and unchanged.

    Cheap as long as nothing about the file changes: its content is read again only
    when that does, or after a while. Without a checksum the content is not read.

    Args:
        snapshot: What the pointer says.
        recheck_seconds: How old a computed checksum may be; 0 computes it now.

    Raises:
        UnreadableError: It is missing, is no file, was changed, or has a log beside it.
    """
    path = snapshot.path
    status = _look_at(path)
    check_alone(path)
    if not snapshot.sha256:
        return
    identity = (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )
    seen, now = _SEEN.get(path), time.monotonic()
    is_known = seen and (seen.identity, seen.sha256) == (identity, snapshot.sha256)
    if seen and is_known and now - seen.checked_at < recheck_seconds:
        return
    _check_content(snapshot)
    _SEEN[path] = _Seen(identity, snapshot.sha256, now)


class HeldFile:
    """A file that is kept open, as a connection keeps it, whatever becomes of its name.

    Args:
        path: File of a snapshot.
        sha256: Its checksum; empty if unknown.

    Raises:
        OSError: It cannot be opened.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)
        self._sha256 = sha256
        self._identity: tuple[int, ...] = ()
        self._is_whole = True

    def is_whole(self) -> bool:
        """Whether its content is what was published; read again when it changes."""
        status = os.fstat(self._descriptor)
        identity = (status.st_size, status.st_mtime_ns)
        if self._sha256 and identity != self._identity:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            with os.fdopen(os.dup(self._descriptor), "rb") as stream:
                self._is_whole = hash_stream(stream) == self._sha256
            self._identity = identity
        return self._is_whole


def is_whole(snapshot: Published) -> bool:
    """Whether a snapshot is the file that was published, see `check_whole`."""
    with suppress(UnreadableError):
        check_whole(snapshot)
        return True
    return False


def _look_at(path: Path) -> os.stat_result:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableError("snapshot_missing", path=path) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("snapshot_no_file", path=path)
    return status


def _check_content(snapshot: Published) -> None:
    try:
        found = hash_file(snapshot.path)
    except OSError as error:
        raise _unreadable(snapshot.path, error) from error
    if found != snapshot.sha256:
        raise UnreadableError("snapshot_damaged", path=snapshot.path)


def _unreadable(path: Path, error: OSError) -> UnreadableError:
    return UnreadableError("no_reading", path=path, why=error)
