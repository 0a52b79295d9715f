"""Amounts of money in narrow cells, put together again from their wrapped pieces.

`12013` over `9,15` is 120139.15. A comma (or a dot) parts the cents, of which there may
be one or two figures; a space may part thousands, and two amounts on one line.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PIECE = re.compile(r"(?=[.,\s]*\d)[\d.,\s]+(?:Eur|EUR|€)?\.?|,")
# A run of figures without cents is passed over whole, not looked at from each of them.
_AMOUNT = re.compile(r"\d[\d ]*+((?:,\s*\d{1,2}|\.\s*\d{2})(?!\d))?")
_WHOLE = re.compile(r"\d+|\d{1,3}(?: \d{3})+")
_TRAILING = re.compile(r"(?<!\S)(\d{1,3}(?: \d{3})*,\d{2}|\d+,\d{2})$")


def is_amount_piece(line: str) -> bool:
    """Tell whether a line holds nothing but a piece of an amount, or several."""
    return _PIECE.fullmatch(line) is not None


def join_pieces(lines: Iterable[str]) -> str:
    """Put wrapped pieces together without spaces between lines."""
    return "".join(line.strip() for line in lines)


def read_amounts(joined: str) -> tuple[Decimal, ...]:
    """Read the amounts of a cell, or of two cells on one line.

    A whole number counts as an amount only where nothing else is printed.
    """
    found = [_parse(match[0]) for match in _AMOUNT.finditer(joined) if match[1]]
    if not found and _WHOLE.fullmatch(joined.strip()):
        found = [Decimal(joined.replace(" ", ""))]
    return tuple(found)


def is_complete(joined: str) -> bool:
    """Tell whether a joined cell has both figures of its cents."""
    return re.search(r"[.,]\d{2}$", joined) is not None


def split_trailing(line: str) -> tuple[str, str]:
    """Part a line into its words and the one or two amounts at its end."""
    words, amounts = line, ""
    for _ in range(2):
        match = _TRAILING.search(words)
        if not match:
            break
        amounts = f"{match.group()} {amounts}".strip()
        words = words[: match.start()].rstrip()
    return words, amounts


def _parse(text: str) -> Decimal:
    plain = text.replace(" ", "").replace(",", ".")
    return Decimal(plain).quantize(Decimal("0.01"))
