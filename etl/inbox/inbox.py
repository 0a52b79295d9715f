"""The inbox: taking in what lies there, and clearing it once that is published.

A file leaves the inbox only when its bytes are kept and what it holds, or why it cannot
be read, is in the current snapshot.
"""

from __future__ import annotations

import logging
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from etl.inbox.order import find_last_day, read_saved_at, sort_together
from etl.inbox.originals import (
    Original,
    keep_bytes,
    next_moment,
    read_originals,
    remove_unfinished,
    write_record,
)
from etl.inbox.reader import reader
from pazanga.errors import ArrivalError
from pazanga.files.being_written import is_being_written
from pazanga.files.unfinished import (
    forget_given_name,
    list_entries,
    read_name,
    show_name,
)
from pazanga.log import pairs
from warehouse.progress import RefreshProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follow a link that took the place of a file, nor wait for a pipe."""


class Stamp(NamedTuple):
    """How a file was when it was looked at: another stamp, another content."""

    inode: int
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that lay in the inbox.

    Attributes:
        path: The file in the inbox.
        stamp: How it was before it was copied.
        name: Name of the file as people know it.
        original: What it was kept as.
        is_known: Whether the same content was received before.
    """

    path: Path
    stamp: Stamp
    name: str
    original: Original
    is_known: bool


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken in.

    Attributes:
        arrivals: Files that are kept now.
        left: Why files were left in the inbox.
    """

    arrivals: tuple[Arrival, ...] = ()
    left: tuple[ArrivalError, ...] = ()

    @property
    def unread_count(self) -> int:
        """Count files that may not be read; one that still grows is no trouble."""
        return sum(error.name != "still_changes" for error in self.left)


def take_in(settings: Settings, progress: RefreshProgress | None = None) -> Intake:
    """Keep every file of the inbox as an original; the caller holds the lock.

    A file that may not be read, or changes while it is copied, is left for later; so
    is what is no file. Links are not followed: they lead out of the inbox.

    Args:
        settings: Where inbox and originals are.
        progress: Is told of every file that is read.

    Raises:
        OSError: The disk is full or not writable.
    """
    remove_unfinished(settings.originals_dir)
    entries = list_entries(settings.inbox_dir)
    paths = [entry.path for entry in entries if entry.kind == "file"]
    left = [
        ArrivalError(f"{entry.kind}_in_inbox", name=show_name(entry.path.name))
        for entry in entries
        if entry.kind != "file"
    ]
    if not paths:
        return Intake(left=tuple(left))
    reader().start()  # it imports while files are copied
    originals = read_originals(settings.originals_dir)
    known = {original.sha256: original for original in originals}
    copies: list[_Copy] = []
    for path in paths:
        try:
            copies.append(_copy_file(path, settings, known, copies))
        except FileNotFoundError:
            continue
        except ArrivalError as error:
            left.append(error)
    _receive(copies, settings, known, progress or RefreshProgress())
    arrivals = (
        Arrival(one.path, one.stamp, one.name, known[one.sha256], one.is_known)
        for one in copies
    )
    return Intake(tuple(arrivals), tuple(left))


def clear_inbox(arrivals: Iterable[Arrival]) -> list[Path]:
    """Remove files that are kept and published; give those that could not be removed.

    A file that was replaced meanwhile stays: it is another one.
    """
    stuck = []
    for arrival in arrivals:
        try:
            if _read_stamp(arrival.path) != arrival.stamp:
                continue
            if not is_being_written(arrival.path):
                arrival.path.unlink()
                forget_given_name(arrival.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            reason = pairs(file=arrival.name, reason=error.strerror)
            _LOG.warning("inbox_not_cleared %s", reason)
            stuck.append(arrival.path)
    return stuck


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file of the inbox whose bytes are kept, and not yet received."""

    path: Path
    stamp: Stamp
    name: str
    sha256: str
    kept: Path
    is_known: bool


def _copy_file(
    path: Path,
    settings: Settings,
    known: dict[str, Original],
    copies: Sequence[_Copy],
) -> _Copy:
    """Keep the bytes of one file; a withdrawn one that is brought again is restored."""
    name = read_name(path)
    stamp = _read_stamp(path)
    if is_being_written(path):
        raise ArrivalError("still_changes", name=name)
    sha256, kept = _keep(path, settings.originals_dir)
    if _read_stamp(path) != stamp or is_being_written(path):
        if kept not in {*(o.path for o in known.values()), *(c.kept for c in copies)}:
            kept.unlink()
        raise ArrivalError("still_changes", name=name)
    if same := [one for one in copies if one.sha256 == sha256]:
        if kept != same[0].kept:
            kept.unlink()
        return _Copy(path, stamp, name, sha256, same[0].kept, is_known=True)
    if sha256 in known:
        if kept != known[sha256].path:
            kept.unlink()
        is_restored = known[sha256].withdrawn_at is not None
        if is_restored:
            _restore(known, sha256)
        return _Copy(path, stamp, name, sha256, kept, is_known=not is_restored)
    return _Copy(path, stamp, name, sha256, kept, is_known=False)


def _receive(
    copies: Iterable[_Copy],
    settings: Settings,
    known: dict[str, Original],
    progress: RefreshProgress,
) -> None:
    """Read new files and write their records, in the order in which they count."""
    fresh: dict[str, _Copy] = {}
    for one in copies:
        if one.sha256 not in known:
            fresh.setdefault(one.sha256, one)
    if not fresh:
        return
    # Only now what takes time to import: most refreshes find the inbox empty.
    from etl.inbox.parse_cache import describe_original, read_original  # noqa: PLC0415
    from etl.workbooks.contract.reference_lists import use_reference_lists  # noqa: PLC0415
    from etl.workbooks.mappings import read_mappings  # noqa: PLC0415

    use_reference_lists(settings.reference_dir)
    mappings = read_mappings(settings.mappings_dir)
    now = datetime.now(UTC)
    originals, keys = {}, {}
    progress.begin("receiving", (one.kept.stat().st_size for one in fresh.values()))
    for sha256, one in fresh.items():
        original = Original(
            sha256=sha256,
            name=one.name,
            received_at=now,
            path=one.kept,
            taken_in_at=now,
        )
        reading = read_original(original, settings.parsed_dir, mappings)
        originals[sha256] = describe_original(original, reading)
        saved_at = read_saved_at(one.kept, one.stamp.changed_ns, now)
        keys[sha256] = saved_at, find_last_day(reading.facts.values()), one.name
        progress.advance(sum(rows.height for rows in reading.facts.values()))
    for sha256 in sort_together(keys):
        moment = next_moment(known.values(), now)
        known[sha256] = replace(originals[sha256], received_at=moment)
        write_record(known[sha256])
        _LOG.info("received %s", pairs(file=known[sha256].name, sha256=sha256))


def _restore(known: dict[str, Original], sha256: str) -> None:
    """Restore a withdrawn file that is brought again, in its old place."""
    known[sha256] = replace(known[sha256], withdrawn_at=None)
    write_record(known[sha256])
    _LOG.info("restored %s", pairs(file=known[sha256].name, sha256=sha256))


def _keep(path: Path, folder: Path) -> tuple[str, Path]:
    with _unreadable_as_error(path):
        source = _Source(path)
    with source:
        return keep_bytes(source, path.name, folder)


class _Source:
    """A file of the inbox that is read; what the system refuses is said of this file.

    The disk that is written to is another matter: when it is full, nothing goes on.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NO_LINK
        self._path = path
        self._stream = os.fdopen(os.open(path, flags), "rb")
        if not stat.S_ISREG(os.fstat(self._stream.fileno()).st_mode):
            self._stream.close()
            raise ArrivalError("special_in_inbox", name=read_name(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int) -> bytes:
        with _unreadable_as_error(self._path):
            return self._stream.read(size)


@contextmanager
def _unreadable_as_error(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        name = read_name(path)
        raise ArrivalError("cannot_read", name=name, reason=error) from error


def _read_stamp(path: Path) -> Stamp:
    status = path.lstat()
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
