"""What a reader may write: how long, of which characters, and no personal code."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pazanga.errors import KeptError
from pazanga.personal_codes import has_personal_code
from pazanga.printable import escape_controls

NAME_LENGTH: Final = 80
"""Characters of the name of a view: it stands on one line of a page."""

WORDS_LENGTH: Final = 2_000
"""Characters of commentary: a page of a newspaper, not a document."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that show nothing, turn text round, or are none."""

_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
"""Letters, marks and symbols by their kind that are drawn as nothing."""

_SEEN: Final = frozenset("LNPS")
"""Kinds of characters that show something by themselves: a mark needs another."""


def check_name(typed: str) -> str:
    """Check a name that a reader gave, and return it as it is kept.

    Letters are composed (NFC) and spaces in a row are one.

    Raises:
        KeptError: It shows nothing, is too long, has what nobody sees, or holds a
            personal code.
    """
    name = unicodedata.normalize("NFC", typed.strip(" "))
    # With them two names that look the same would be two views.
    if any(unicodedata.category(one) in _UNSEEN or one in _BLANK for one in name):
        raise KeptError("name_controls")
    name = " ".join(name.split())
    if not _is_visible(name):
        raise KeptError("name_empty")
    if len(name) > NAME_LENGTH:
        raise KeptError("name_long", length=len(name), most=NAME_LENGTH)
    check_persons(name)
    return name


def check_words(typed: str) -> str:
    """Check words of several paragraphs, and return them as they are kept.

    Letters are composed (NFC), an empty line parts paragraphs, and spaces at the ends
    of lines go.

    Raises:
        KeptError: They are none, too many, have controls, or hold a personal code.
    """
    words = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", typed))
    lines = (line.replace("\t", " ").rstrip() for line in words.split("\n"))
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    is_torn = any(unicodedata.category(sign) == "Cs" for sign in words)
    if is_torn or escape_controls(words) != words:
        raise KeptError("words_controls")
    if not _is_visible(words):
        raise KeptError("words_empty")
    if len(words) > WORDS_LENGTH:
        raise KeptError("words_long", length=len(words), most=WORDS_LENGTH)
    check_persons(words)
    return words


def _is_visible(text: str) -> bool:
    return any(
        unicodedata.category(sign)[0] in _SEEN and sign not in _BLANK for sign in text
    )


def fold_name(name: str) -> str:
    """Convert a name to what two have in common that differ in case only."""
    return unicodedata.normalize("NFC", name.casefold())


def check_persons(text: str) -> None:
    """Check that a text holds nobody's personal code.

    Raises:
        KeptError: It does.
    """
    if has_personal_code(text):
        raise KeptError("personal_code")
