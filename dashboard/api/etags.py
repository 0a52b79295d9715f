"""Tags of answers: whether a reader holds already what it asks for."""

from __future__ import annotations

import hashlib
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_TAG_DIGITS: Final = 32


def make_etag(*parts: str) -> str:
    """Make the tag of an answer from all that it depends on.

    It is a weak one: the same rows, though a library may pack them otherwise.
    """
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f'W/"{digest[:_TAG_DIGITS]}"'


def is_held(header: str, etag: str) -> bool:
    """Whether `If-None-Match` names an answer: alone, in a list, or by `*`."""
    if header.strip() == "*":
        return True
    return etag.removeprefix("W/") in _TAG.findall(header)


def format_moment(moment: datetime) -> str:
    """Format a moment as HTTP writes it."""
    return format_datetime(moment.replace(microsecond=0), usegmt=True)
