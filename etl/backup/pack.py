"""Backing up: every file of a home into one archive, with its checksum."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from etl.backup.manifest import MANIFEST, ListedFile, Manifest, is_kept, write_manifest
from pazanga.errors import BackupError
from pazanga.files.durable import move_into_place
from pazanga.files.lock import hold_lock
from pazanga.files.private import STATE
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

_CHUNK: Final = 1 << 20
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment an archive can name; the true one stands in the list."""


class BackedUp(NamedTuple):
    """What was backed up.

    Attributes:
        manifest: The list of files.
        left_out: Links and special files of the home, which are not followed.
        shown: Name of the snapshot that is shown.
    """

    manifest: Manifest
    left_out: tuple[str, ...]
    shown: str


def back_up(settings: Settings, out: Path) -> BackedUp:
    """Write all state of a home to one file; no refresh runs meanwhile.

    Args:
        settings: Which home.
        out: The file to write; it must not exist.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: What is shown is damaged: a backup of it would be, too.
        RefreshBusy: A refresh is running.
        BackupError: The file exists, lies where state does, or cannot be written.
    """
    check_whole(read_current(settings.warehouse_dir), recheck_seconds=0)
    if os.path.lexists(out):
        raise BackupError("file_exists", path=out)
    # It would be packed into itself, and grow until the disk is full.
    whole, home = out.absolute().resolve(), settings.home.resolve()
    if whole.is_relative_to(home) and whole.relative_to(home).parts[0] in STATE:
        raise BackupError("within_home", path=out)
    fresh = out.with_name(f".{out.name}.new")
    with hold_lock(settings.warehouse_dir):
        shown = read_current(settings.warehouse_dir)
        try:
            manifest, left_out = _write(settings.home, fresh)
            move_into_place(fresh, out)
        except OSError as error:
            raise BackupError("not_written", path=out, reason=error) from error
        finally:
            with suppress(OSError):
                fresh.unlink()
    return BackedUp(manifest, left_out, shown.name)


def _write(home: Path, fresh: Path) -> tuple[Manifest, tuple[str, ...]]:
    kept, left_out = [], []
    descriptor = os.open(
        fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600
    )
    with os.fdopen(descriptor, "w+b") as stream, ZipFile(stream, "w") as archive:
        for path, place in _list_files(home):
            added = _add(archive, path, place)
            if added:
                kept.append(added)
            else:
                left_out.append(str(path))
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(moment, version("pazanga"), tuple(kept))
        archive.writestr(MANIFEST, write_manifest(manifest), ZIP_DEFLATED, 1)
    return manifest, tuple(left_out)


def _list_files(home: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield what belongs into a backup, by its path; links are not followed."""
    for folder, folders, names in os.walk(home):
        below = PurePosixPath(Path(folder).relative_to(home).as_posix())
        links = [one for one in folders if Path(folder, one).is_symlink()]
        folders[:] = sorted(
            one for one in folders if one not in links and is_kept(below / one)
        )
        for name in sorted((*names, *links)):
            if is_kept(below / name):
                yield below / name, Path(folder, name)


def _add(archive: ZipFile, path: PurePosixPath, place: Path) -> ListedFile | None:
    """Add one file; nothing for what is none, or has gone meanwhile."""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(place, flags)
        str(path).encode()
    except (OSError, UnicodeEncodeError):
        return None
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        entry = ZipInfo(str(path), _OLDEST)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
        digest, size = sha256(), 0
        with archive.open(entry, "w", force_zip64=True) as target:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
    return ListedFile(
        path=str(path),
        size=size,
        sha256=digest.hexdigest(),
        modified_ns=max(status.st_mtime_ns, 0),
        is_read_only=not status.st_mode & 0o222,
    )
