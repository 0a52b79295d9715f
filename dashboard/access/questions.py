"""Questions to the login system, until their answers come: the browser keeps its own.

A question is sealed with a key of this home, so nobody else reads or changes it, and
whoever asks a thousand times pushes nobody out.
"""

from __future__ import annotations

import base64
import hashlib
import json
import time
import zlib
from collections import OrderedDict
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from cryptography.fernet import Fernet, InvalidToken

from pazanga.access.stores import read_key

if TYPE_CHECKING:
    from pathlib import Path

QUESTION_SECONDS: Final = 600
"""How long a person may take at the login system."""
MOST_ANSWERED: Final = 10_000
"""Answers that are remembered; the login system, too, takes none twice."""
MOST_LETTERS: Final = 3_800
"""Browsers keep cookies of 4,096 bytes, with their names and all."""

_KEY: Final = "login.key"
_PLACE: Final = "url"
"""What Authlib keeps of a question and never looks at again."""


@dataclass(frozen=True, slots=True)
class LoginQuestion:
    """What was asked of the login system.

    Attributes:
        wanted: Page that the login is for.
        session: What the answer is compared with.
    """

    wanted: str
    session: dict[str, Any] = field(default_factory=dict)


class LoginQuestions:
    """Seals questions for browsers, and opens each once.

    Args:
        folder: `Settings.access_dir`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answered: OrderedDict[str, float] = OrderedDict()
        self._counting = Lock()

    def seal(self, question: LoginQuestion) -> str:
        """Return what the browser is to keep; a long page is left out of it.

        Raises:
            OSError: The key cannot be read or written.
        """
        for wanted in (question.wanted, "/"):
            said = asdict(LoginQuestion(wanted, _shorten(question.session)))
            packed = zlib.compress(json.dumps(said).encode())
            sealed = self._make_seal().encrypt(packed).decode().rstrip("=")
            if len(sealed) <= MOST_LETTERS:
                return sealed
        raise ValueError("question")

    def open(self, sealed: str) -> LoginQuestion | None:
        """Open what a browser kept: none where it is not ours, late or was answered.

        Raises:
            OSError: The key cannot be read.
        """
        padded = sealed + "=" * (-len(sealed) % 4)
        try:
            packed = self._make_seal().decrypt(padded, ttl=QUESTION_SECONDS)
        except (InvalidToken, ValueError):
            return None
        if not self._take(hashlib.sha256(packed).hexdigest()):
            return None
        return LoginQuestion(**json.loads(zlib.decompress(packed)))

    def _take(self, name: str) -> bool:
        """Whether a question is answered for the first time."""
        now = time.monotonic()
        with self._counting:
            while self._answered:
                first, answered_at = next(iter(self._answered.items()))
                is_over = now - answered_at > QUESTION_SECONDS
                if not is_over and len(self._answered) < MOST_ANSWERED:
                    break
                del self._answered[first]
            is_first = name not in self._answered
            self._answered[name] = now
        return is_first

    def _make_seal(self) -> Fernet:
        key = read_key(self._folder, _KEY)
        return Fernet(base64.urlsafe_b64encode(key))


def _shorten(session: dict[str, Any]) -> dict[str, Any]:
    """Drop the address that was asked: its parts are kept, and it is long."""
    shortened = json.loads(json.dumps(session))
    for kept in shortened.values():
        if isinstance(kept, dict) and isinstance(kept.get("data"), dict):
            kept["data"].pop(_PLACE, None)
    return dict(shortened)
