"""Restoring: a backup becomes a home, whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile
from zlib import error as BrokenStream  # noqa: N812 - the library's own name is a word

from etl.backup.manifest import MANIFEST, MOST_BYTES, Manifest, parse_manifest
from pazanga.errors import BackupError
from pazanga.files.durable import sync
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from etl.backup.manifest import ListedFile
    from pazanga.settings import Settings
    from warehouse.snapshots import Snapshot

_CHUNK: Final = 1 << 20
_BROKEN: Final = (BadZipFile, BrokenStream, EOFError, KeyError, NotImplementedError)
_UNREADABLE: Final = (*_BROKEN, ValueError, TypeError, RecursionError, RuntimeError)


def restore(settings: Settings, file: Path) -> tuple[Manifest, Snapshot]:
    """Make a home of a backup; what is shown in it is checked before it appears.

    Args:
        settings: Which home; it must be missing or empty.
        file: What `back_up` wrote.

    Returns:
        The list of files, and the snapshot that is shown.

    Raises:
        BackupError: The home holds something, the file is no backup or is damaged, or
            the disk does not take it; the home is then as it was.
        UnreadableError: What the backup would show is damaged.
    """
    home = settings.home
    if os.path.lexists(home) and (not home.is_dir() or any(home.iterdir())):
        raise BackupError("home_not_empty", home=home)
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(mkdtemp(prefix=f".{home.name}.", dir=home.parent))
    except OSError as error:
        raise _not_written(home, error) from error
    try:
        manifest = _unpack(file, fresh)
        check_whole(read_current(fresh / "warehouse"), recheck_seconds=0)
        _replace_folder(fresh, home)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest, read_current(settings.warehouse_dir)


def _unpack(file: Path, fresh: Path) -> Manifest:
    """Unpack a backup into a new folder, each file held against its checksum."""
    try:
        with ZipFile(file) as archive:
            manifest = _read_manifest(archive)
            named = {one.path for one in manifest.files} | {MANIFEST}
            if sorted(archive.namelist()) != sorted(named):
                raise BackupError("not_whole", path=file)
            for one in manifest.files:
                _take(archive, one, fresh)
    except _UNREADABLE as error:
        raise BackupError("damaged", path=file) from error
    except OSError as error:
        if error.filename is None or Path(error.filename) == file:
            raise BackupError("not_read", path=file, reason=error) from error
        raise _not_written(fresh, error) from error
    return manifest


def _read_manifest(archive: ZipFile) -> Manifest:
    with archive.open(MANIFEST) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(MANIFEST)
    return parse_manifest(content)


def _take(archive: ZipFile, one: ListedFile, fresh: Path) -> None:
    """Write one file; no more of it than the list says there is."""
    place = fresh / one.path
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, left = sha256(), one.size
    with archive.open(one.path) as stream, place.open("xb") as target:
        while chunk := stream.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise ValueError(one.path)
            digest.update(chunk)
            target.write(chunk)
    if left or digest.hexdigest() != one.sha256:
        raise ValueError(one.path)
    sync(place)
    os.utime(place, ns=(one.modified_ns, one.modified_ns))
    place.chmod(0o400 if one.is_read_only else 0o600)


def _replace_folder(fresh: Path, home: Path) -> None:
    """Move a folder that is whole to the place of the home, empty or missing."""
    try:
        with suppress(FileNotFoundError):
            home.rmdir()
        fresh.rename(home)
        sync(home.parent)
    except OSError as error:
        raise _not_written(home, error) from error


def _not_written(path: Path, error: OSError) -> BackupError:
    return BackupError("not_written", path=error.filename or path, reason=error)
