"""Lines of a log that many write to at once, and that is read from its end."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from pazanga.files.durable import sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PART: Final = 1 << 16


def append_at_once(path: Path, line: str, *, waits: bool) -> None:
    """Add a line by one call of the system, which mixes with no other, without a lock.

    A line that a crash left torn is ended first, so that it does not spoil this one.

    Args:
        path: File, made for us alone if missing.
        line: The line, without its end.
        waits: Whether to wait until it is on the disk.

    Raises:
        OSError: The disk is full, the folder may not be written to, or what lies there
            is no file, or a link.
    """
    how = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(path, how | os.O_NONBLOCK, 0o600)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        end = status.st_size
        is_torn = end > 0 and os.pread(descriptor, 1, end - 1) != b"\n"
        content = b"\n" * is_torn + f"{line}\n".encode(errors="replace")
        if os.write(descriptor, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    finally:
        os.close(descriptor)
    if waits:
        sync(path)
    if waits and not end:
        sync(path.parent)


def read_backwards(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, the last one first; none where there is no file."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        place, rest = stream.seek(0, os.SEEK_END), b""
        while place > 0:
            size = min(_PART, place)
            place -= size
            stream.seek(place)
            rest, *lines = (stream.read(size) + rest).split(b"\n")
            yield from reversed(lines)
        yield rest
