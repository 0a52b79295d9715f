"""Sessions of people who logged in: kept here, so that a logout ends them at once.

The browser holds 32 random bytes; a file is named by their hash and holds what rules
look at. So a copied file opens no session, and a cookie that was copied is worth
nothing after the logout, or after the hours that the settings give.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.stores import hold_store, read_json, write_json

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "sessions"
MOST_SESSIONS: Final = 10_000
MOST_OF_ONE: Final = 20
"""Of one person: browsers of a few machines, so that nobody takes the room of all."""

SESSION_DIGITS: Final = 12
"""Of the key of a session, in logs: they tell sessions apart, and open none."""

_BYTES: Final = 32
_COOKIE: Final = re.compile(r"[\w-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login that holds.

    Attributes:
        key: Hash of what the browser holds; names the file.
        subject: Pseudonym of the person.
        name: What pages call them.
        claims: What the rules look at.
        begun_at: When they logged in, in seconds since 1970.
        ends_at: When they have to log in again.
        look: A role and municipalities that an admin looks as; empty for none.
    """

    key: str
    subject: str
    name: str
    claims: dict[str, Any]
    begun_at: float
    ends_at: float
    look: dict[str, Any] = field(default_factory=dict)


def start_session(
    folder: Path, subject: str, name: str, claims: dict[str, Any], seconds: float
) -> str:
    """Start a session and return what the browser is to hold.

    Args:
        folder: `Settings.access_dir`.
        subject: Pseudonym of the person.
        name: What pages call them.
        claims: What the rules look at.
        seconds: How long it holds.

    Raises:
        OSError: The disk is full, or there are too many.
    """
    given, now = secrets.token_urlsafe(_BYTES), time.time()
    place = folder / FOLDER
    with hold_store(place):
        kept = _clear_ended(place, now)
        own = [one for one in kept if one.subject == subject]
        for one in sorted(own, key=_read_beginning)[: len(own) + 1 - MOST_OF_ONE]:
            end_session(folder, one.key)
            kept.remove(one)
        if len(kept) >= MOST_SESSIONS:
            raise OSError(len(kept), "sessions")
        session = Session(
            key=_hash(given),
            subject=subject,
            name=name,
            claims=claims,
            begun_at=now,
            ends_at=now + seconds,
        )
        _write(place, session)
    return given


def find_session(folder: Path, given: str) -> Session | None:
    """Find the session of a browser; none where it has ended or never was."""
    if not _COOKIE.fullmatch(given):
        return None
    session = _read(folder / FOLDER / f"{_hash(given)}.json")
    return session if session and time.time() < session.ends_at else None


def end_session(folder: Path, key: str) -> None:
    """Stop a session: what the browser still holds opens nothing."""
    (folder / FOLDER / f"{key}.json").unlink(missing_ok=True)


def look_as(folder: Path, key: str, look: dict[str, Any]) -> None:
    """Set which role an admin looks as; nothing ends it.

    Raises:
        OSError: The disk is full.
    """
    place = folder / FOLDER
    with hold_store(place):
        session = _read(place / f"{key}.json")
        if session:
            _write(place, replace(session, look=look))


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()


def _read(path: Path) -> Session | None:
    """Read a session; none where the file is gone or damaged."""
    with suppress(OSError, ValueError, TypeError):
        entry = read_json(path)
        return Session(**entry) if entry else None
    return None


def _write(place: Path, session: Session) -> None:
    write_json(place / f"{session.key}.json", asdict(session))


def _clear_ended(place: Path, now: float) -> list[Session]:
    """Remove sessions that have ended, and list the others."""
    kept = []
    for path in place.glob("*.json"):
        session = _read(path)
        if session and now < session.ends_at:
            kept.append(session)
        else:
            path.unlink(missing_ok=True)
    return kept


def _read_beginning(session: Session) -> float:
    return session.begun_at
