"""What stands under titles: how fresh the data are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.formats import format_date

if TYPE_CHECKING:
    from dashboard.screen import Screen

JOINER: Final = "\u2060"
"""Keeps a date on one line: a line may not end after its hyphens."""


def say_published(screen: Screen) -> str:
    """Say the day the shown data were published, in one piece."""
    day = format_date(screen.snapshot.published_at.date())
    return day.replace("-", f"-{JOINER}")
