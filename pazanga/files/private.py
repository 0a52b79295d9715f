"""Who may read what we write: what is in a home is for the user it belongs to.

A command writes under a umask that lets nobody else in. What a person asks for at a
path of their own is written under the umask that they gave the command.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from stat import S_IMODE, S_ISLNK
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

OTHERS: Final = 0o077
"""Bits of a mode that let in anybody but the owner."""

STATE: Final = frozenset(
    {
        ".schedule.lock",
        "access",
        "access.toml",
        "audiences",
        "commentary",
        "inbox",
        "keys",
        "logs",
        "mappings",
        "notify",
        "open_data",
        "originals",
        "parsed",
        "queries",
        "uploads",
        "views",
        "warehouse",
    }
)
"""What a home holds; other things may lie in it, too."""

_given: ContextVar[int | None] = ContextVar("given", default=None)


@contextmanager
def keep_private() -> Iterator[None]:
    """Write what is made in the block for the user alone."""
    given = os.umask(OTHERS)
    token = _given.set(given)
    try:
        yield
    finally:
        _given.reset(token)
        os.umask(given)


@contextmanager
def write_as_given() -> Iterator[None]:
    """Write what is made in the block under the umask that the command was given."""
    given = _given.get()
    if given is None:
        yield
        return
    private = os.umask(given)
    try:
        yield
    finally:
        os.umask(private)


def share_as_given(path: Path) -> None:
    """Set the mode of a folder made private to that of a new one."""
    given = os.umask(OTHERS)
    os.umask(given)
    path.chmod(0o777 & ~given)


def prepare_home(settings: Settings) -> None:
    """Make the home and its inbox, and close what other users could read.

    Earlier versions, and people who copy files into the inbox, leave files open to
    others. The home's own mode is left alone where other things lie in it too.

    Args:
        settings: Which home.

    Raises:
        OSError: It cannot be made.
    """
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in settings.home.iterdir()}
    for name in names & STATE:
        close_to_others(settings.home / name)
    if names <= STATE:
        _close(settings.home)


def close_to_others(place: Path) -> None:
    """Remove from a file, or a folder with its content, what lets others in.

    What belongs to another user stays as it is; links are not followed.
    """
    _close(place)
    for folder, folders, files in os.walk(place):
        for name in (*folders, *files):
            _close(Path(folder, name))


def _close(path: Path) -> None:
    """Close one path; between the look and the change nobody can put a link there."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if S_ISLNK(mode) or not mode & OTHERS:
            return
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            os.fchmod(descriptor, S_IMODE(mode) & ~OTHERS)
        finally:
            os.close(descriptor)
