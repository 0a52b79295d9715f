"""The inbox: taking in what lies there, and clearing it once that is published.

A file leaves the inbox only when its bytes are kept and what it holds, or why it cannot
be read, is in the snapshot that is shown.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from etl.arrivals.being_written import is_being_written
from etl.arrivals.errors import ArrivalError
from etl.arrivals.originals import (
    Original,
    keep_bytes,
    next_moment,
    read_originals,
    remove_unfinished,
    write_record,
)
from etl.log import pairs
from warehouse.inbox import is_unfinished

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.settings import Settings

_LOG = logging.getLogger(__name__)


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
        original: What it was kept as.
        is_known: Whether the same content was received before.
    """

    path: Path
    stamp: Stamp
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
        return sum(error.code != "arrivals.still_changes" for error in self.left)


def list_inbox(folder: Path) -> list[Path]:
    """List the files that wait in an inbox, by name; parts of downloads are left out.

    Args:
        folder: `Settings.inbox_dir`; need not exist.
    """
    if not folder.exists():
        return []
    paths = sorted(path for path in folder.iterdir() if not is_unfinished(path.name))
    return [path for path in paths if path.is_file()]


def take_in(settings: Settings) -> Intake:
    """Keep every file of the inbox as an original; the caller holds the lock.

    A file that may not be read, or changes while it is copied, is left for later.

    Args:
        settings: Where inbox and originals are.

    Raises:
        OSError: The disk is full or not writable.
    """
    remove_unfinished(settings.originals_dir)
    paths = list_inbox(settings.inbox_dir)
    if not paths:
        return Intake()
    originals = read_originals(settings.originals_dir)
    known = {original.sha256: original for original in originals}
    arrivals, left = [], []
    for path in paths:
        try:
            arrivals.append(_take_in_file(path, settings, known))
        except FileNotFoundError:
            continue
        except ArrivalError as error:
            left.append(error)
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
        except FileNotFoundError:
            continue
        except OSError as error:
            reason = pairs(file=arrival.path.name, reason=str(error))
            _LOG.warning("inbox_not_cleared %s", reason)
            stuck.append(arrival.path)
    return stuck


def _take_in_file(
    path: Path, settings: Settings, known: dict[str, Original]
) -> Arrival:
    """Keep one file, and remember it among those that are known."""
    stamp = _read_stamp(path)
    if is_being_written(path):
        raise ArrivalError("still_changes", name=path.name)
    sha256, kept = _keep(path, settings.originals_dir)
    if _read_stamp(path) != stamp or is_being_written(path):
        if sha256 not in known:
            kept.unlink()
        raise ArrivalError("still_changes", name=path.name)
    if sha256 in known:
        if kept != known[sha256].path:
            kept.unlink()
        return Arrival(path, stamp, known[sha256], is_known=True)
    original = Original(
        sha256=sha256,
        name=path.name,
        received_at=next_moment(known.values(), datetime.now(UTC)),
        path=kept,
    )
    # Only now what takes time to import: most refreshes find the inbox empty.
    from etl.arrivals.parsed import describe_original  # noqa: PLC0415

    known[sha256] = describe_original(original, settings.parsed_dir)
    write_record(known[sha256])
    _LOG.info("received %s", pairs(file=path.name, sha256=sha256))
    return Arrival(path, stamp, known[sha256], is_known=False)


def _keep(path: Path, folder: Path) -> tuple[str, Path]:
    try:
        stream = path.open("rb")
    except PermissionError as error:
        reason = error.strerror or str(error)
        raise ArrivalError("cannot_read", name=path.name, reason=reason) from error
    with stream:
        return keep_bytes(stream, path.name, folder)


def _read_stamp(path: Path) -> Stamp:
    status = path.stat()
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
