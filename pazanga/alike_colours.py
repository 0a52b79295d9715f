"""Colours that a reader cannot tell apart."""

from __future__ import annotations

from typing import Final

_LEAST: Final = 5
"""Colours that differ less in red, green and blue each are told apart by nobody."""


def are_alike(one: str, other: str) -> bool:
    """Whether two colours, six hexadecimal digits each, look the same."""
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(a - b) <= _LEAST for a, b in pairs)
