"""The language of an answer, by what a request prefers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from pazanga.texts import Language

_LANGUAGE: Final = re.compile(r"[a-z]{1,8}|\*")
_WEIGHT: Final = re.compile(r"q=([01](?:\.\d{0,3})?)", re.ASCII)


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
