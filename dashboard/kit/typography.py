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

_UNIT: Final = 9
"""Most letters of a unit: `proc. p.`, `mln. €`."""

_COUNT: Final = re.compile(r"[ \u00a0]–[ \u00a0](?=[\d−+])")
"""A dash with a number after it; a line may not begin with either."""

_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def keep_whole(text: str) -> str:
    """Keep a date or a pair of years on one line, at its hyphens and dashes."""
    return text.replace("-", f"-{JOINER}").replace("–", f"–{JOINER}")


def keep_days(text: str) -> str:
    """Keep each day within a text on one line."""
    return _DAY.sub(lambda day: keep_whole(day[0]), text)


def keep_unit(label: str) -> str:
    """Keep the unit of a heading beside its last word: `Panaudota, €`."""
    words, comma, unit = label.rpartition(", ")
    return f"{words},\u00a0{unit}" if comma and len(unit) <= _UNIT else label


def keep_counts(sentence: str) -> str:
    """Keep a number beside the dash before it and the word it counts: `vėluoja – 3`."""
    return _COUNT.sub(f"\u00a0–{JOINER}\u00a0", sentence)


def say_published(screen: Screen) -> str:
    """Describe the day the shown data were published, in one piece."""
    return keep_whole(format_date(find_day(screen.snapshot.published_at)))


def end_once(text: str) -> str:
    """Return a sentence without a second full stop after `54 proc. p.`."""
    return text.replace("..", ".")
