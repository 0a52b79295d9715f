"""The journal: who did what, when; lines are only added, and name nobody.

    {"at": "…", "who": "person:4f1c…", "event": "sql", "sql": "select …", …}

People are pseudonyms, made with a key of this home; tokens are named by their hash.
Personal codes are masked, mailboxes cut.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.stores import hold_store, read_key
from pazanga.files.durable import append_line
from pazanga.personal_codes import mask_personal_codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

FILE: Final = "journal.jsonl"
ACTOR: Final = "PAZANGA_ACTOR"
"""Variable by which a page tells a command who started it."""
COMMAND: Final = "command"
"""Who, for what somebody did at this machine's command line."""
MOST_BYTES: Final = 5_000_000
KEPT_FILES: Final = 20
MOST_TEXT: Final = 2_000
"""Letters of a query that are kept; its hash tells longer ones apart."""

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
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
    entry = {"at": f"{now}Z", "who": who, "event": event}
    entry |= {name: _clean(value) for name, value in fields.items()}
    path = folder / FILE
    with hold_store(folder):
        if path.is_file() and path.stat().st_size >= MOST_BYTES:
            _rotate(path)
        append_line(path, json.dumps(entry, ensure_ascii=False, default=str))
        path.chmod(0o600)


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
    if settings.logins is not None or settings.access_dir.is_dir():
        who = os.environ.get(ACTOR, COMMAND)
        try:
            record_event(settings.access_dir, who, event, **fields)
        except OSError:
            logger.exception("journal_failed event=%s", event)


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


def _list_events(folder: Path) -> Iterator[dict[str, Any]]:
    path = folder / FILE
    for place in (path, *(_number(path, n) for n in range(1, KEPT_FILES))):
        if not place.is_file():
            return
        with place.open(encoding="utf-8", errors="replace") as stream:
            lines = stream.readlines()
        for line in reversed(lines):
            with suppress(ValueError):
                entry = json.loads(line)
                if isinstance(entry, dict) and {"at", "who", "event"} <= entry.keys():
                    yield entry


def _clean(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if not isinstance(value, str) or re.fullmatch(r"[0-9a-f]{64}", value):
        return value
    masked = mask_personal_codes(value, is_code=True)
    return _MAILBOX.sub("…@", masked)[:MOST_TEXT]


def _rotate(path: Path) -> None:
    """Move each file to the next number; the oldest one goes."""
    for number in range(KEPT_FILES - 1, 0, -1):
        earlier = _number(path, number - 1) if number > 1 else path
        if earlier.is_file():
            earlier.replace(_number(path, number))


def _number(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")
