"""Watching a folder for files that people drop into it.

The folder is looked at every few seconds; that works on network drives too, where the
system tells nobody what changes.
"""

from __future__ import annotations

import logging
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from pazanga.files.being_written import is_being_written
from pazanga.files.unfinished import is_unfinished
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_QUIET_LOOKS: Final = 2
"""So many looks in a row have to find the same: a copy over a network may pause."""


class FileState(NamedTuple):
    """How a file was when it was looked at."""

    size: int
    changed_ns: int


class Inbox:
    """What lies in a folder now, lay there at the last look, and was taken on.

    Args:
        folder: Need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Mapping[str, FileState] = {}
        self._taken: Mapping[str, FileState] = {}
        self._is_readable = True
        self._quiet_looks = _QUIET_LOOKS
        self.is_at_rest = False
        self.has_news = False

    def look(self) -> None:
        """Check whether files changed since the last look, and whether any is new.

        A folder that cannot be read, as when a network drive is away, is not at rest.
        """
        try:
            found = _read_stamps(self._folder)
        except OSError as error:
            if self._is_readable:
                _LOG.warning("inbox_unreadable %s", pairs(reason=str(error)))
            self._is_readable = self.is_at_rest = self.has_news = False
            return
        self._is_readable = True
        self._quiet_looks = self._quiet_looks + 1 if found == self._seen else 0
        self._seen = found
        # A file that went away and comes back is news again, even if it is the same.
        self._taken = {name: at for name, at in self._taken.items() if name in found}
        self.has_news = found != self._taken
        is_quiet = self._quiet_looks >= _QUIET_LOOKS
        self.is_at_rest = is_quiet and not (self.has_news and self._is_being_written())

    def take_on(self) -> None:
        """Record that the files of the last look are dealt with.

        A file that could not be loaded makes no work again until it changes. A file
        that was still being written is not dealt with.
        """
        self._taken = {
            name: at
            for name, at in self._seen.items()
            if not is_being_written(self._folder / name)
        }
        self.has_news = False

    def _is_being_written(self) -> bool:
        return any(is_being_written(self._folder / name) for name in self._seen)


def _read_stamps(folder: Path) -> dict[str, FileState]:
    if not folder.exists():
        return {}
    paths = [path for path in folder.iterdir() if not is_unfinished(path.name)]
    stamps = {path.name: _read_stamp(path) for path in paths}
    return {name: stamp for name, stamp in stamps.items() if stamp}


def _read_stamp(path: Path) -> FileState | None:
    """Return the stamp of a file; None for a folder or a file that has just gone."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileState(status.st_size, status.st_mtime_ns)
