"""What stands under titles, and how figures and dates stay in one piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dashboard.kit.formats import format_date
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

JOINER: Final = "\u2060"
"""Keeps what is around it on one line."""

_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def keep_whole(text: str) -> str:
    """Keep a date or a pair of years on one line, at its hyphens and dashes."""
    return text.replace("-", f"-{JOINER}").replace("–", f"–{JOINER}")


def keep_days(text: str) -> str:
    """Keep each day within a text on one line."""
    return _DAY.sub(lambda day: keep_whole(day[0]), text)


def say_published(screen: Screen) -> str:
    """Describe the day the shown data were published, in one piece."""
    return keep_whole(format_date(find_day(screen.snapshot.published_at)))


def end_once(text: str) -> str:
    """Return a sentence without a second full stop after `54 proc. p.`."""
    return text.replace("..", ".")
