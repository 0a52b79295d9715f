"""What a reader may write: how long, of which characters, and no personal code."""

from __future__ import annotations

import unicodedata
from typing import Final

from pazanga.errors import KeptError
from pazanga.personal_codes import has_personal_code

NAME_LENGTH: Final = 80
"""Characters of the name of a view: it stands on one line of a page."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that show nothing, turn text round, or are none."""


def check_name(typed: str) -> str:
    """Check a name that a reader gave, and return it as it is kept.

    Letters are composed (NFC) and spaces in a row are one.

    Raises:
        KeptError: It is empty, too long, has controls, or holds a personal code.
    """
    name = unicodedata.normalize("NFC", typed.strip(" "))
    if any(unicodedata.category(sign) in _UNSEEN for sign in name):
        raise KeptError("name_controls")
    name = " ".join(name.split())
    if not name:
        raise KeptError("name_empty")
    if len(name) > NAME_LENGTH:
        raise KeptError("name_long", length=len(name), most=NAME_LENGTH)
    check_persons(name)
    return name


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
