"""Writing files so that a crash or a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replace a small file whole, see `replace_bytes`."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """Replace a file whole: write beside it, sync, rename, sync the folder.

    Args:
        path: File to write; its folder exists.
        content: Its whole content.

    Raises:
        OSError: The disk is full or the folder cannot be written; the old file stays.
    """
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    move_into_place(fresh, path)


def move_into_place(fresh: Path, path: Path) -> None:
    """Write a file that is whole to the disk for good, then give it its name.

    Args:
        fresh: The file, closed, on the same disk.
        path: Its name; what lies there is replaced.

    Raises:
        OSError: The disk is full or the folder cannot be written; the old file stays.
    """
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def write_from(path: Path, offset: int, content: bytes) -> None:
    """Write the end of a file for good; what lay behind the offset is cut off.

    Args:
        path: File that exists.
        offset: Bytes that stay.
        content: What follows them.

    Raises:
        OSError: The disk is full; what stays is not touched.
    """
    with path.open("r+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(content)
    sync(path)


def read_regular(path: Path, most_bytes: int) -> bytes:
    """Read a file of ours that somebody may have replaced by anything.

    Raises:
        OSError: It cannot be read, or is a link to elsewhere.
        ValueError: It is no regular file, or larger than it can be.
    """
    how = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
    descriptor = os.open(path, how)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes:
        os.close(descriptor)
        raise ValueError(path)
    with os.fdopen(descriptor, "rb") as stream:
        # Not what it may be: so much memory would be taken at once.
        return stream.read(status.st_size)


def set_aside(path: Path) -> Path:
    """Rename what lies where it must not, to a name that nobody reads.

    Raises:
        OSError: It cannot be renamed.
    """
    moment = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    aside = path.with_name(f"{path.name}.{moment}.damaged")
    path.rename(aside)
    sync(path.parent)
    return aside


def append_line(path: Path, line: str) -> None:
    """Add one line to a log and wait until it is on the disk.

    A line that a crash left torn is ended first, so that it does not spoil this one;
    what lies in its place and is no file is set aside.

    Raises:
        OSError: The disk is full, or the folder may not be written to.
    """
    if path.exists() and not path.is_file():
        set_aside(path)
    with path.open("ab+") as log:
        if log.tell():
            log.seek(-1, os.SEEK_END)
            if log.read(1) != b"\n":
                log.write(b"\n")
        log.write(f"{line}\n".encode())
        log.flush()
        os.fsync(log.fileno())


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
