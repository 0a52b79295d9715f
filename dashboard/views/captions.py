"""What stands under titles, and how figures and dates stay in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.formats import format_date

if TYPE_CHECKING:
    from dashboard.screen import Screen

JOINER: Final = "\u2060"
"""Keeps what is around it on one line."""


def keep_whole(text: str) -> str:
    """Let no line end after a hyphen or dash of a date or a pair of years."""
    return text.replace("-", f"-{JOINER}").replace("–", f"–{JOINER}")


def say_published(screen: Screen) -> str:
    """Say the day the shown data were published, in one piece."""
    return keep_whole(format_date(screen.snapshot.published_at.date()))


def end_once(text: str) -> str:
    """End a sentence with one full stop where its last word has one: `54 proc. p.`."""
    return text.replace("..", ".")
