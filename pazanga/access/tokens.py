"""Tokens of programs: shown once, kept as a hash, ending by themselves, revocable.

A token is 32 random bytes, so a plain SHA-256 of it cannot be guessed back.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.mapping import parse_municipalities
from pazanga.access.roles import ROLES, Grant, say_where
from pazanga.access.stores import hold_store, read_json, write_json
from pazanga.errors import AccessError
from pazanga.local_time import find_day
from pazanga.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.access.roles import Role
    from pazanga.texts import Language

FILE: Final = "tokens.json"
PREFIX: Final = "pzg_"
"""Lets programs that look for secrets in code find ours."""
MOST_TOKENS: Final = 1_000

_BYTES: Final = 32
_NAME: Final = re.compile(r"[\w][\w .-]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token.

    Attributes:
        name: What people call it.
        sha256: Its hash.
        role: What it may do.
        municipalities: For which municipalities.
        created_at: When it was made, UTC.
        expires_at: From when on it lets nobody in, UTC.
    """

    name: str
    sha256: str
    role: Role
    municipalities: frozenset[str]
    created_at: datetime
    expires_at: datetime

    @property
    def grant(self) -> Grant:
        """Return what it gives."""
        return Grant(self.role, self.municipalities, self.name)

    @property
    def code(self) -> str:
        """Return what the journal calls it."""
        return f"token:{self.sha256[:12]}"

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether it has expired."""
        return (now or datetime.now(UTC)) >= self.expires_at


def create_token(
    folder: Path, name: str, role: Role, municipalities: frozenset[str], days: int
) -> str:
    """Create a token and return it: nobody can read it again.

    Args:
        folder: `Settings.access_dir`.
        name: What people call it; unique.
        role: What it may do.
        municipalities: Their codes, or `all`.
        days: After so many days it has expired.

    Raises:
        AccessError: The name is taken, or cannot be one.
        OSError: The disk is full.
    """
    if not _NAME.fullmatch(name):
        raise AccessError("token_name", name=name)
    given, now = f"{PREFIX}{secrets.token_urlsafe(_BYTES)}", datetime.now(UTC)
    with hold_store(folder):
        kept = list_tokens(folder)
        if any(token.name == name for token in kept):
            raise AccessError("token_taken", name=name)
        if len(kept) >= MOST_TOKENS:
            raise AccessError("tokens_many", most=MOST_TOKENS)
        token = Token(
            name=name,
            sha256=_hash(given),
            role=role,
            municipalities=municipalities,
            created_at=now.replace(microsecond=0),
            expires_at=(now + timedelta(days=days)).replace(microsecond=0),
        )
        _write(folder, [*kept, token])
    return given


def list_tokens(folder: Path) -> list[Token]:
    """List the tokens there are, also those that have expired.

    Raises:
        AccessError: Their file is damaged or cannot be read.
    """
    path = folder / FILE
    try:
        return [_parse(entry) for entry in read_json(path) or []]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AccessError("tokens_unreadable", path=path, why=error) from error


def say_token(token: Token, language: Language) -> str:
    """Describe a token on one line, without what it is."""
    return text(
        "pazanga.access",
        "token_over" if token.is_over() else "token_line",
        language,
        name=token.name,
        role=text("pazanga.access", f"roles.{token.role}", language),
        where=say_where(token.municipalities, language),
        day=find_day(token.expires_at).isoformat(),
    )


def find_token(folder: Path, given: str) -> Token | None:
    """Find the token somebody shows; none where there is none, or it has expired.

    Raises:
        AccessError: Their file is damaged or cannot be read.
    """
    sha256 = _hash(given)
    for token in list_tokens(folder):
        if secrets.compare_digest(token.sha256, sha256):
            return None if token.is_over() else token
    return None


def revoke_token(folder: Path, name: str) -> Token:
    """Remove a token: from the next request on it lets nobody in.

    Raises:
        AccessError: There is none of that name.
    """
    with hold_store(folder):
        kept = list_tokens(folder)
        found = [token for token in kept if token.name == name]
        if not found:
            known = ", ".join(token.name for token in kept) or "–"
            raise AccessError("token_unknown", name=name, known=known)
        _write(folder, [token for token in kept if token.name != name])
    return found[0]


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()


def _write(folder: Path, tokens: list[Token]) -> None:
    entries = [
        {
            "name": token.name,
            "sha256": token.sha256,
            "role": token.role,
            "municipalities": sorted(token.municipalities),
            "created_at": token.created_at.isoformat(),
            "expires_at": token.expires_at.isoformat(),
        }
        for token in tokens
    ]
    write_json(folder / FILE, entries)


def _parse(entry: dict[str, Any]) -> Token:
    token = Token(
        name=entry["name"],
        sha256=entry["sha256"],
        role=entry["role"],
        municipalities=parse_municipalities(entry["municipalities"]),
        created_at=datetime.fromisoformat(entry["created_at"]),
        expires_at=datetime.fromisoformat(entry["expires_at"]),
    )
    if token.role not in ROLES or not token.municipalities:
        raise ValueError(token.name)
    return token
