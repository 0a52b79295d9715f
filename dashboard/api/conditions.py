"""What a request says besides its address: what it holds already, its language."""

from __future__ import annotations

import hashlib
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from datetime import datetime

    from pazanga.texts import Language

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_LANGUAGE: Final = re.compile(r"[a-z]{1,8}|\*")
_WEIGHT: Final = re.compile(r"q=([01](?:\.\d{0,3})?)", re.ASCII)
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


def choose_language(header: str) -> Language:
    """Choose the language of an answer by `Accept-Language`; Lithuanian comes first."""
    named: dict[str, float] = {}
    for part in header.lower().split(","):
        # Split, not matched whole: what a stranger sends costs no more than its length.
        tags, _, weight = part.partition(";")
        language = tags.strip().partition("-")[0].strip()
        weighed = _WEIGHT.fullmatch(weight.strip() or "q=1")
        if weighed and _LANGUAGE.fullmatch(language):
            named[language] = float(weighed[1])
    rest = named.get("*", 0.0)
    return max(LANGUAGES, key=lambda language: named.get(language, rest))
