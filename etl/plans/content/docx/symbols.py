"""Characters of symbol fonts: what a reader sees, or a sign that it is not known.

Such a font shows one thing where its code says another: a digit may be a folder. What
is no digit and no sign of a number keeps a code that has no meaning outside its font.
"""

from __future__ import annotations

import re
from typing import Final

from etl.plans.content.content import UNKNOWN_CHARACTER

_FIRST: Final = 0xF000
_LAST: Final = 0xF0FF
_SYMBOL: Final = "symbol"
_PICTURES: Final = re.compile(r"wingdings|webdings|dingbats|marlett|mt extra")
# The font Symbol agrees with ASCII in these; its other codes are Greek or signs.
_AS_ASCII: Final = frozenset(b" !%()+,./0123456789:;<=>?[]_{|}")
_SIGNS: Final = dict(
    zip(
        (0x2D, 0xA0, 0xA3, 0xB0, 0xB1, 0xB3, 0xB4, 0xB8, 0xB9, 0xBB, 0xBC),
        "\u2212€≤°±≥×÷≠≈…",
        strict=True,
    )
)
_DIGITS: Final = re.compile(r"\d")


def read_symbol(font: str, printed: str) -> str:
    """Return the character that a symbol font shows.

    Args:
        font: Name of the font.
        printed: Its code in hexadecimal digits, as the file writes it.
    """
    try:
        code = int(printed, 16)
    except ValueError:
        return UNKNOWN_CHARACTER
    is_private = _FIRST <= code <= _LAST
    byte = code - _FIRST if is_private else code
    if font.casefold() == _SYMBOL:
        known = chr(byte) if byte in _AS_ASCII else _SIGNS.get(byte)
        return known or _keep_private(byte)
    if is_private or shows_pictures(font):
        return _keep_private(byte)
    return chr(code) if 0 < code <= 0x10FFFF else UNKNOWN_CHARACTER  # noqa: PLR2004 – Unicode ends


def shows_pictures(font: str) -> bool:
    """Whether a font shows pictures in place of letters and digits."""
    return _PICTURES.search(font.casefold()) is not None


def hide_digits(text: str) -> str:
    """Return a text whose digits a font of pictures does not show as such."""
    return _DIGITS.sub(UNKNOWN_CHARACTER, text)


def _keep_private(byte: int) -> str:
    return chr(_FIRST + byte) if 0 <= byte <= _LAST - _FIRST else UNKNOWN_CHARACTER
