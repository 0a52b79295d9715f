"""How findings call an activity."""

from __future__ import annotations


def label_of(number: str, occurrence: int) -> str:
    """Return the number of an activity, and which one it is where it is repeated."""
    return number if occurrence == 1 else f"{number} ({occurrence})"
