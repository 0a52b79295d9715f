"""Long answers, of which a page holds the first rows: a reader scrolls to the others.

    token = keep_answer(("…", "lt"), answer)     # a page, when it draws the first rows
    find_answer(token)                           # `server.on_request.answers`, later

Rows stay where they are; what is kept here is how to write them.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    Cells = list[list[str | None]]

_MOST: Final = 1_000
"""Answers of some readers for some hours; each takes a few hundred bytes here."""
_SECRET: Final = secrets.token_bytes(32)
_LOCK: Final = Lock()
_KEPT: Final[OrderedDict[str, LongAnswer]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class LongAnswer:
    """An answer with more rows than its page holds.

    Attributes:
        audience: Whose view of the data it is made of.
        write: Writes the cells of rows from a place on, as many as there are of a
            number; None once the rows are no longer kept.
    """

    audience: str
    write: Callable[[int, int], Cells | None]


def keep_answer(key: Hashable, answer: LongAnswer) -> str:
    """Keep how an answer is written, and return the name by which a page asks for it.

    Args:
        key: All that the answer depends on; nobody can tell its name from it.
        answer: What is kept.
    """
    token = hmac.digest(_SECRET, repr(key).encode(errors="replace"), "sha256").hex()
    with _LOCK:
        _KEPT[token] = answer
        _KEPT.move_to_end(token)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return token


def find_answer(token: str) -> LongAnswer | None:
    """Find an answer by its name; None where it is not, or no longer, kept."""
    with _LOCK:
        return _KEPT.get(token)
