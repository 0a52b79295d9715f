"""Small pieces of text that several views need."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.formats import format_date

if TYPE_CHECKING:
    from datetime import date

    from dashboard.kit.screen import Screen

UNASSIGNED: Final = "unassigned"
"""Area or category of what the plan puts into none; no sentence may name it."""


def lower_first(text: str) -> str:
    """Return a name with a small first letter, unless that begins an abbreviation."""
    first_word = text.split(" ", 1)[0]
    return text if first_word.isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return a phrase with a capital first letter, as headings have."""
    return text[:1].upper() + text[1:]


def shorten(text: str, length: int = 50) -> str:
    """Shorten a text between words and end it with an ellipsis."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def say_outcome(code: str | None, screen: Screen) -> str:
    """Describe an outcome in a word, or that nobody has answered."""
    return screen.words("kit")(f"outcome.{code or 'unanswered'}")


def say_decided(day: date | None, screen: Screen) -> str:
    """Describe the day of a decision; a workbook may leave it out."""
    return format_date(day) if day else screen.words("kit")("decision.no_day")


def write_how(screen: Screen) -> str:
    """Return the markup of the sentences on how an outcome is reported."""
    page = screen.words("load")("menu.name")
    return escape(screen.words("kit")("outcome.how", page=page))
