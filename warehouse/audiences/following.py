"""The warehouse of an audience follows the one of all: the same snapshot, less in it.

    <home>/audiences/<audience>/CURRENT, snapshots/…     as in `<home>/warehouse/`

A copy is made when somebody first asks for it. After a publication it goes with its
snapshot, or when others were published since and it is older than a day; all of them
can be removed at any time.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from pazanga.errors import UserError
from pazanga.settings.settings import AUDIENCES
from warehouse.audiences.copying import copy_for
from warehouse.integrity import check_whole, hash_file, is_whole, make_read_only
from warehouse.memory import MemoryShares
from warehouse.publications import append_publication, read_publications
from warehouse.snapshots import (
    POINTER,
    SNAPSHOTS,
    Snapshot,
    list_snapshots,
    read_current,
    write_current,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pazanga.settings import Settings

PUBLIC: Final = "public"
_RULES: Final = "RULES"
_LOCK_SECONDS: Final = 120
"""A copy of a large warehouse takes seconds; whoever waits longer is told so."""

KEPT: Final = timedelta(days=1)
"""A copy that somebody may still compare with is not taken from under them."""

_AT_A_TIME: Final = 4
"""Copies that one process makes at once; they share the memory of one database."""
_places: Final = BoundedSemaphore(_AT_A_TIME)


def find_published(settings: Settings) -> Snapshot:
    """Return what is published, as the audience of the settings sees it.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: What is published is damaged or cannot be read.
        OSError: The copy cannot be written.
    """
    current = read_current(settings.published_dir)
    if not settings.audience:
        return current
    copied = copy_snapshot(settings, current)
    with suppress(UserError):
        if read_current(settings.warehouse_dir) == copied:
            return copied
    write_current(settings.warehouse_dir, copied)
    return copied


def copy_snapshot(settings: Settings, snapshot: Snapshot) -> Snapshot:
    """Return the copy of a snapshot for an audience; it is made where there is none.

    Raises:
        UnreadableError: The snapshot is damaged or cannot be read.
        OSError: The copy cannot be written.
    """
    folder = settings.warehouse_dir
    if found := _find_copy(folder, snapshot):
        return found
    folder.mkdir(parents=True, exist_ok=True)
    # Of this audience alone: a slow copy holds up nobody who reads another.
    with FileLock(folder / ".lock", timeout=_LOCK_SECONDS):
        if found := _find_copy(folder, snapshot):
            return found
        with _places:
            _forget_others(settings)
            return _make_copy(settings, snapshot)


def remove_outdated_copies(
    settings: Settings, needed: Collection[str], now: datetime
) -> list[Path]:
    """Remove copies nobody needs, of all audiences; one being made is left alone.

    Args:
        settings: Where the copies are.
        needed: Names of snapshots whose copies are kept however old they are.
        now: The moment, UTC.
    """
    published = {path.name for path in list_snapshots(settings.published_dir)}
    removed = []
    for folder in _list_audiences(settings):
        with suppress(Timeout, OSError), FileLock(folder / ".lock", timeout=0):
            for path in folder.glob(f"{SNAPSHOTS}/*.duckdb"):
                made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                is_old = path.name not in needed and now - made_at > KEPT
                if path.name not in published or is_old:
                    path.unlink(missing_ok=True)
                    removed.append(path)
            if not any(folder.glob(f"{SNAPSHOTS}/*.duckdb")):
                _clear(folder)
    return removed


def _list_audiences(settings: Settings) -> Iterator[Path]:
    for path in sorted((settings.home / AUDIENCES).glob("*")):
        if path.is_dir() and not path.is_symlink():
            yield path


def _find_copy(folder: Path, snapshot: Snapshot) -> Snapshot | None:
    sha256 = read_publications(folder).get(snapshot.name)
    if not sha256 or not _has_our_rules(folder):
        return None
    copied = replace(snapshot, path=folder / SNAPSHOTS / snapshot.name, sha256=sha256)
    return copied if is_whole(copied) else None


def _make_copy(settings: Settings, snapshot: Snapshot) -> Snapshot:
    # Without a whole original there is nothing to copy.
    check_whole(snapshot)
    folder = settings.warehouse_dir
    path = folder / SNAPSHOTS / snapshot.name
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{secrets.token_hex(8)}.building"
    codes = [] if settings.audience == PUBLIC else settings.audience.split("-")
    limit = MemoryShares(settings.engine.memory_mb).limit_copies(_AT_A_TIME)
    try:
        copy_for(snapshot.path, fresh, codes, limit)
        make_read_only(fresh)
        sha256 = hash_file(fresh)
        append_publication(folder, snapshot.name, sha256)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return replace(snapshot, path=path, sha256=sha256)


def _forget_others(settings: Settings) -> None:
    """Remove copies of snapshots that are gone, and all that other rules made."""
    folder = settings.warehouse_dir
    if not _has_our_rules(folder):
        _clear(folder)
        (folder / _RULES).write_text(_hash_rules(), encoding="utf-8")
    for path in folder.glob("*.building*"):
        # A killed copy leaves a folder, too, of what did not fit into memory.
        shutil.rmtree(path, ignore_errors=True)
        if not path.is_dir():
            path.unlink(missing_ok=True)
    kept = {path.name for path in list_snapshots(settings.published_dir)}
    for path in (folder / SNAPSHOTS).glob("*.duckdb"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove all that is kept for an audience, but not what keeps others from it."""
    for name in (SNAPSHOTS, POINTER, "publications.jsonl", _RULES):
        path = folder / name
        shutil.rmtree(path, ignore_errors=True)
        if not path.is_dir():
            path.unlink(missing_ok=True)


def _has_our_rules(folder: Path) -> bool:
    with suppress(OSError, ValueError):
        return (folder / _RULES).read_text(encoding="utf-8") == _hash_rules()
    return False


@cache
def _hash_rules() -> str:
    """Hash what decides what a copy holds: rules and program."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in {".py", ".toml"}:
            found.update(path.read_bytes())
    return found.hexdigest()
