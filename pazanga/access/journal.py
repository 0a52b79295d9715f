"""The journal: who did what, when; lines are only added, and name nobody.

    {"at": "…", "who": "person:4f1c…", "event": "sql", "sql": "select …", …}

People are pseudonyms, made with a key of this home; tokens are named by their hash.
Personal codes are masked, mailboxes cut.

A file a month, kept by its age: however much somebody does, nothing of others goes.
What nobody in particular does has files of its own, of a size, so that it pushes out
nothing but itself. A line is one call of the system, without a lock. What changes
something waits for the disk; what only reads does not, and may be lost by a power cut.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
import json
import logging
import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.stores import hold_store, prepare_store, read_key
from pazanga.files.log_lines import append_at_once, read_backwards
from pazanga.personal_codes import mask_personal_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

ACTOR: Final = "PAZANGA_ACTOR"
"""Variable by which a page tells a command who started it; empty where the page itself
records what is done."""
COMMAND: Final = "command"
"""Who, for what somebody did at this machine's command line."""
NOBODY: Final = "nobody"
"""Who, for what somebody did without a login."""
KEPT: Final = timedelta(days=732)
"""Two years, so that a whole year can be looked at when it is over."""
NOBODYS_FILE: Final = "nobody.jsonl"
NOBODYS_BYTES: Final = 5_000_000
"""Of one of the two files of what nobody in particular does."""
MOST_TEXT: Final = 2_000
"""Letters of a query that are kept; its hash tells longer ones apart."""

_READING: Final = frozenset({"asked", "exported", "sql"})
"""Events that change nothing, and come by the hundred."""
_MONTHS: Final = "journal-????-??.jsonl"
_EARLIER: Final = re.compile(r"journal\.jsonl(?:\.(\d{1,2}))?")
"""What versions to 0.1 wrote, with older files beside: `.1`, `.2` …"""
_KEY: Final = "journal.key"
_MAILBOX: Final = re.compile(r"[\w.+'=-]+@(?=[\w-]+\.\w)")


def record_event(folder: Path, who: str, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON
    """Record what somebody did.

    Args:
        folder: `Settings.access_dir`.
        who: A pseudonym, the code of a token, or `command`.
        event: What: `login`, `sql`, `published` …
        fields: What belongs to it; texts are masked and shortened.

    Raises:
        OSError: It cannot be written.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    entry = {
        "at": f"{now.isoformat(timespec='milliseconds')}Z",
        "who": who,
        "event": event,
    }
    entry |= {name: _clean(value) for name, value in fields.items()}
    prepare_store(folder)
    path = folder / f"journal-{now:%Y-%m}.jsonl"
    if who == NOBODY:
        path = folder / NOBODYS_FILE
        _begin_anew(path)
    line = json.dumps(entry, ensure_ascii=False, default=str)
    append_at_once(path, line, waits=event not in _READING)


def record_query(folder: Path, who: str, way: str, sql: str) -> None:
    """Record which query somebody asked: its text, masked, and its hash.

    Raises:
        OSError: It cannot be written.
    """
    sha256 = hashlib.sha256(sql.encode(errors="replace")).hexdigest()
    record_event(folder, who, "sql", way=way, sha256=sha256, sql=sql)


def record_command(settings: Settings, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON
    """Record what a command did, where there are logins or were any.

    It is done already, so a journal that cannot be written is only logged. A page
    passes the pseudonym of its reader on.
    """
    who = os.environ.get(ACTOR, COMMAND)
    if who and (settings.logins is not None or settings.access_dir.is_dir()):
        try:
            record_event(settings.access_dir, who, event, **fields)
        except OSError:
            logger.exception("journal_failed event=%s", event)


def record_asked(settings: Settings, sql: str, way: str = "command") -> None:
    """Record which query a command asks, where `record_command` would."""
    sha256 = hashlib.sha256(sql.encode(errors="replace")).hexdigest()
    record_command(settings, "sql", way=way, sha256=sha256, sql=sql)


def read_events(folder: Path, most: int) -> list[dict[str, Any]]:
    """Read the newest events, the last one first, without lines that are damaged."""
    return list(islice(_list_events(folder), most))


def make_pseudonym(folder: Path, issuer: str, subject: str) -> str:
    """Make the pseudonym of a person: the same each time, and only here.

    Raises:
        OSError: The key cannot be read or written.
    """
    told = json.dumps([issuer, subject]).encode()
    return f"person:{hmac.digest(read_key(folder, _KEY), told, 'sha256').hex()[:16]}"


def remove_outdated_events(folder: Path, now: datetime) -> list[Path]:
    """Remove files whose newest line is older than `KEPT`, if they can be removed.

    Args:
        folder: `Settings.access_dir`.
        now: The moment, UTC.
    """
    removed = []
    files = (*folder.glob(_MONTHS), *_list_earlier(folder), *_list_nobodys(folder))
    for path in files:
        with suppress(OSError):
            written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if now - written_at > KEPT:
                path.unlink()
                removed.append(path)
    return removed


def _list_events(folder: Path) -> Iterator[dict[str, Any]]:
    months = sorted(folder.glob(_MONTHS), reverse=True)
    files = ((*months, *_list_earlier(folder)), _list_nobodys(folder))
    return heapq.merge(*map(_read_files, files), key=_read_moment, reverse=True)


def _list_nobodys(folder: Path) -> tuple[Path, Path]:
    """List the files of what nobody in particular does, the newer first."""
    path = folder / NOBODYS_FILE
    return path, _name_former(path)


def _list_earlier(folder: Path) -> list[Path]:
    """List the files of earlier versions, the newest first."""
    found = {
        int(named[1] or 0): path
        for path in folder.glob("journal.jsonl*")
        if (named := _EARLIER.fullmatch(path.name))
    }
    return [path for _, path in sorted(found.items())]


def _read_files(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for line in read_backwards(path):
            with suppress(ValueError):
                entry = json.loads(line)
                if isinstance(entry, dict) and {"at", "who", "event"} <= entry.keys():
                    yield entry


def _read_moment(entry: dict[str, Any]) -> str:
    return str(entry["at"])


def _clean(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if not isinstance(value, str) or re.fullmatch(r"[0-9a-f]{64}", value):
        return value
    masked = mask_personal_codes(value, is_code=True)
    return _MAILBOX.sub("…@", masked)[:MOST_TEXT]


def _begin_anew(path: Path) -> None:
    """Move the file of nobody aside where it is full; the one before that goes."""
    with suppress(FileNotFoundError):
        if path.stat().st_size < NOBODYS_BYTES:
            return
        with hold_store(path.parent):
            if path.stat().st_size >= NOBODYS_BYTES:
                path.replace(_name_former(path))


def _name_former(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")
