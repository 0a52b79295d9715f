"""What a request asks for, and what it gets: passed between rooms of the interface."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from duckdb import DuckDBPyConnection

    from dashboard.kit.snapshot import Shown
    from pazanga.settings import Settings
    from pazanga.texts import Language


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as far as it is understood.

    Attributes:
        settings: Where the warehouse is.
        language: Language of the answer.
        path: Its address.
        named: Parts of the address by name.
        pairs: What stands after the question mark.
        body: What was sent along.
        shown: The snapshot of the whole answer, whatever is published meanwhile.
        cursor: Asks that snapshot; used by nobody else.
        caller: Whose request it is: each has one query at a time.
    """

    settings: Settings
    language: Language
    path: str
    named: Mapping[str, str]
    pairs: Mapping[str, str]
    body: bytes
    shown: Shown
    cursor: DuckDBPyConnection
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is ready to be written.

    Attributes:
        media_type: What it is called in `Content-Type`.
        pieces: Its bytes; nothing is asked before the first piece is taken.
        headers: More headers.
        is_whole: Whether it is one piece.
    """

    media_type: str
    pieces: Generator[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False


def make_json(body: Any, media_type: str = "application/json") -> Content:  # noqa: ANN401
    """Make an answer of one JSON document."""
    return make_whole(json.dumps(body, ensure_ascii=False, indent=1), media_type)


def make_whole(text: str, media_type: str) -> Content:
    """Make an answer of one text."""
    return Content(media_type, (part for part in [text.encode()]), is_whole=True)
