"""Files readers bring: who may, where they wait, under which name they go on.

A file waits in `<home>/uploads/`, which only this user may look into, under a name we
made up; the name its owner gave it is only ever shown. It lies there while a command
reads it, not longer; publishing moves it into the inbox in one step.
"""

from __future__ import annotations

import re
import secrets
import time
import unicodedata
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from dashboard.access.readers import find_reader
from pazanga.files.durable import move_into_place
from pazanga.files.unfinished import keep_given_name
from pazanga.ip_addresses import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pazanga.settings import Settings

SETTING: Final = "PAZANGA_LOAD_PAGE"
ENDINGS: Final = ("xlsx", "xlsm", "csv", "tsv", "txt", "parquet")
MOST_MEGABYTES: Final = 200
"""Size of a file that a page takes; larger ones go into the inbox by other ways."""
LOCAL_MARK: Final = "x-pazanga-local"
"""Header that the guard alone sets, see `dashboard.server.guard`."""
FORWARDED: Final = (
    "cf-connecting-ip",
    "forwarded",
    "true-client-ip",
    "via",
    "x-client-ip",
    "x-forwarded",
    "x-original",
    "x-real-ip",
)
"""How the headers begin that proxies add to what they pass on."""

_FORGOTTEN_SECONDS: Final = 3600
_LONGEST_STEM: Final = 60


def choose_access(settings: Settings, host: str) -> str:
    """Decide who may load data through the dashboard that is about to be served.

    Args:
        settings: Their `load_page`, when there is one, decides.
        host: Address to listen on.

    Returns:
        `1` everyone who reaches it, `0` nobody, `local` those at this machine; where
        there are logins, those whose role allows it, unless nobody may.
    """
    if settings.logins is not None:
        return "0" if settings.load_page == "0" else "1"
    return settings.load_page or ("local" if is_loopback(host) else "0")


def may_load(settings: Settings, headers: Mapping[str, str]) -> bool:
    """Whether this reader may load data; nobody where nothing was decided.

    Args:
        settings: Their `load_page` is what `choose_access` decided.
        headers: Those of the reader's request, after the guard has seen it.
    """
    if settings.logins is not None:
        reader = find_reader(settings, headers)
        return settings.load_page != "0" and reader.may("load")
    if settings.load_page == "local":
        return headers.get(LOCAL_MARK) == "1"
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
    """Send a file to the inbox, whole or not at all, and return where it lies.

    The name its owner gave it goes along: a corrected file is known by it.

    Raises:
        OSError: The disk is full or not writable.
    """
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    target = settings.inbox_dir / name_for_inbox(name)
    with keep_upload(settings, name, content) as path:
        keep_given_name(target, name)
        move_into_place(path, target)
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
