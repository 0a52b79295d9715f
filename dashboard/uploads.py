"""Files readers bring: who may, where they wait, under which name they go on.

A file waits in `<home>/uploads/`, which only this user may look into, under a name we
made up; the name its owner gave it is only ever shown. It lies there while a command
reads it, not longer; publishing moves it into the inbox in one step.
"""

from __future__ import annotations

import os
import re
import secrets
import time
import unicodedata
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from warehouse.settings import Settings

SETTING: Final = "PAZANGA_LOAD_PAGE"
ENDINGS: Final = ("xlsx", "xlsm", "csv", "tsv", "txt", "parquet")
MOST_MEGABYTES: Final = 500
"""Size of a file; the reader of workbooks would refuse a little more, 512."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
_FORGOTTEN_SECONDS: Final = 3600
_LONGEST_STEM: Final = 60


def choose_access(settings: Settings, host: str) -> str:
    """Say who may load data through the dashboard that is about to be served.

    Args:
        settings: Their `load_page`, when there is one, decides.
        host: Address to listen on.

    Returns:
        `1` everyone who reaches it, `0` nobody, `local` those at this machine.
    """
    return settings.load_page or ("local" if host in _LOOPBACK else "0")


def may_load(settings: Settings, headers: Mapping[str, str]) -> bool:
    """Tell whether this reader may load data; nobody where nothing was decided.

    A server for this machine may stand behind a proxy that lets others in: a request
    that was passed on is not from this machine.

    Args:
        settings: Their `load_page` is what `choose_access` decided.
        headers: Those of the reader's request.
    """
    if settings.load_page == "local":
        return not any(headers.get(name) for name in _FORWARDED)
    return settings.load_page == "1"


@contextmanager
def keep_upload(settings: Settings, name: str, content: bytes) -> Iterator[Path]:
    """Keep a file for as long as the block runs, or until it is moved.

    Args:
        settings: Which home.
        name: Name its owner gave it; only its ending is used.
        content: Its bytes.

    Raises:
        OSError: The disk is full or not writable.
    """
    path = name_upload(settings, _ending_of(name))
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
        yield path
    finally:
        path.unlink(missing_ok=True)


def name_upload(settings: Settings, ending: str) -> Path:
    """Make up the name of a file in the private folder, and clear away forgotten ones.

    Args:
        settings: Which home.
        ending: With its dot.
    """
    folder = settings.home / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    oldest = time.time() - _FORGOTTEN_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    return folder / f"{secrets.token_hex(16)}{ending}"


def send_to_inbox(settings: Settings, name: str, content: bytes) -> Path:
    """Put a file into the inbox, whole or not at all, and say where it lies.

    Raises:
        OSError: The disk is full or not writable.
    """
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    target = settings.inbox_dir / name_for_inbox(name)
    with keep_upload(settings, name, content) as path:
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        path.chmod(0o640)
        path.replace(target)
    return target


def name_for_inbox(name: str) -> str:
    """Make a name that people recognise, and no program takes for anything else.

    Letters and digits of the owner's name stay, then come eight of our own.
    """
    stem = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).stem)
    words = re.sub(r"[\W_]+", "-", stem).strip("-")[:_LONGEST_STEM] or "failas"
    return f"{words}-{secrets.token_hex(4)}{_ending_of(name)}"


def _ending_of(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if ending.removeprefix(".") in ENDINGS else ".bin"
