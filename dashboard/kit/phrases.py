"""Small pieces of text that several views need."""

from __future__ import annotations

from typing import Final

UNASSIGNED: Final = "unassigned"
"""Area or category of what the plan puts into none; no sentence may name it."""


def lower_first(text: str) -> str:
    """Return a name with a small first letter, unless that begins an abbreviation."""
    first_word = text.split(" ", 1)[0]
    return text if first_word.isupper() else text[:1].lower() + text[1:]


def shorten(text: str, length: int = 50) -> str:
    """Shorten a text between words and end it with an ellipsis."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
