"""The lake: files that refreshes read, the same on every machine that shares a store.

Whatever was changed since the entry that a machine last followed is kept: its own
changes go into the store with its next publication, those of others come from there.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from pazanga.files.durable import move_into_place, set_aside
from pazanga.log import pairs
from warehouse.integrity import hash_file
from warehouse.store.entries import LAKE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_UNFINISHED: Final = "unfinished"
_ASIDE: Final = ".damaged"


def hash_lake(home: Path) -> dict[str, str]:
    """Compute the checksum of each file of the lake, by its path below the home.

    Raises:
        OSError: One cannot be read.
    """
    return {
        path.relative_to(home).as_posix(): hash_file(path)
        for name in LAKE
        for path in _list_files(home / name)
    }


def _list_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder; not what is hidden, unfinished or set aside."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith(_ASIDE):
            continue
        if path.is_symlink() or path.name == _UNFINISHED:
            continue
        if path.is_dir():
            yield from _list_files(path)
        elif path.is_file():
            yield path


def take_lake(
    home: Path,
    base: Mapping[str, str],
    theirs: Mapping[str, str],
    fetch: Callable[[str, Path, str], None],
) -> dict[str, str]:
    """Merge what others changed into the lake of a home; the caller holds the lock.

    Args:
        home: `Settings.home`.
        base: The lake as this machine last followed it, by path.
        theirs: The lake as it is in the store.
        fetch: Copies a file by its checksum to a path; its last argument is its name.

    Returns:
        Paths that were changed on both sides: theirs count, ours is set aside under
        the name behind each.

    Raises:
        StoreError: A file cannot be had.
        OSError: The disk is full or not writable.
    """
    mine, clashes = hash_lake(home), {}
    # The record of an original makes it an input: it comes last.
    for path in sorted(
        {*base, *theirs}, key=lambda name: (name.endswith(".json"), name)
    ):
        before, there, here = base.get(path), theirs.get(path), mine.get(path)
        if there in {before, here}:
            continue
        target = home / path
        is_changed = here is not None and here != before
        if there is None:
            if not is_changed:
                _remove(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fetch(there, fresh, path)
        if is_changed:
            clashes[path] = set_aside(target).name
            _LOG.warning("lake_clash %s", pairs(file=path, aside=clashes[path]))
        move_into_place(fresh, target)
    return clashes


def _remove(path: Path) -> None:
    """Remove a file, and its folder if it was the last one there."""
    path.unlink(missing_ok=True)
    if path.parent.name not in LAKE:
        with suppress(OSError):
            path.parent.rmdir()
