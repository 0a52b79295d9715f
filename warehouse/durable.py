"""Writing files so that a crash or a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replace a small file whole: write beside it, sync, rename, sync the folder.

    Args:
        path: File to write; its folder exists.
        text: Its whole content.

    Raises:
        OSError: The disk is full or the folder cannot be written; the old file stays.
    """
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add one line to a log and wait until it is on the disk.

    A line that a crash left torn is ended first, so that it does not spoil this one.
    """
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
