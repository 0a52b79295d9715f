"""What stands under titles, and how figures and dates stay in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.kit.formats import format_date
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

JOINER: Final = "\u2060"
"""Keeps what is around it on one line."""


def keep_whole(text: str) -> str:
    """Keep a date or a pair of years on one line, at its hyphens and dashes."""
    return text.replace("-", f"-{JOINER}").replace("–", f"–{JOINER}")


def say_published(screen: Screen) -> str:
    """Describe the day the shown data were published, in one piece."""
    return keep_whole(format_date(find_day(screen.snapshot.published_at)))


def end_once(text: str) -> str:
    """Return a sentence without a second full stop after `54 proc. p.`."""
    return text.replace("..", ".")
