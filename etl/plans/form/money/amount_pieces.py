"""Amounts of a linearised text: pieces that narrow cells broke, and what may be one.

`12013` over `9,15` is 120139.15. In a text nothing else says which lines are a cost
cell, so whatever was meant to be an amount has to be recognised, however it is spelt.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from etl.plans.content.wrapped_words import join_narrow
from etl.plans.form.money.amounts import (
    Reading,
    cost_words,
    read_cell,
    read_pair,
    tidy,
)
from etl.plans.form.prose.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.content.wrapped_words import KnownWords

_PIECE = re.compile(
    r"(?=[.,'\s]*[0-9])[0-9.,'\s]+(?:(?<=[.,])[-–—])?(?:Eur|EUR|€)?\.?[*⁰¹²³⁴-⁹]*"
    r"|,[-–—]?"
)
_COMPLETE = re.compile(r"[.,](?:[0-9]{2}|[-–—]+)(?:Eur|EUR|€)?\.?$")
_SHAPE = re.compile(r"[0-9.,'()\[\]*†‡~≈<>≤≥=+×\-–—−/:;?!%_^\s⁰¹²³⁴-⁹⁽⁾]*")
_LETTERS_FOR_ZERO: Final = str.maketrans("OoОо", "0000")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROW_NUMBER = re.compile(r"\d{1,2}\.")
_REFERENCE = re.compile(r"(?:\d{1,3}\.)+")
_MONEY = re.compile(
    r"\d{4}|\d[.,]\d{2}(?!\d)|\d[ '.]\d{3}(?!\d)|\d(?:tūkst|mln|milij|eur|€)",
    re.IGNORECASE,
)


def is_amount_piece(line: str) -> bool:
    """Whether a line holds nothing but a piece of an amount, or several."""
    return _PIECE.fullmatch(tidy(line)) is not None


def join_pieces(lines: Iterable[str]) -> str:
    """Return wrapped pieces without anything between lines."""
    return "".join(tidy(line) for line in lines)


def is_complete(joined: str) -> bool:
    """Whether a joined cell has both digits of its cents."""
    return _COMPLETE.search(joined) is not None


def looks_like_amount(lines: Sequence[str]) -> bool:
    """Whether a cell can only have been meant as an amount, spelt rightly or not."""
    if all(map(is_amount_piece, lines)):
        return True
    joined = join_pieces(lines)
    rest = _amount_words().sub("", joined.casefold())
    is_odd = holds_money(joined) and _SHAPE.fullmatch(rest) is not None
    return is_odd and not looks_like_period(joined)


def holds_money(text: str) -> bool:
    """Whether figures like those of an amount stand in a text, or words for one."""
    plain = _YEAR.sub("", tidy(text).translate(_LETTERS_FOR_ZERO))
    return _MONEY.search(plain.replace(" ", "")) is not None


def read_pieces(lines: Sequence[str], known: KnownWords) -> Reading:
    """Read a cost cell from its lines: an amount at the top, and words below it."""
    count = _count_amount_lines(lines)
    top, words = lines[:count], join_narrow(lines[count:], known)
    reading = read_cell(f"{join_pieces(top)} {words}".strip())
    if count > 1 and _ROW_NUMBER.fullmatch(tidy(top[0])):
        # No column is so narrow that it breaks "24.750,00" there.
        return Reading(reading.printed, is_whole=False)
    if count > 1 and reading.is_whole and reading.amount is not None:
        is_sure = reading.point or is_complete(join_pieces(top))
        return reading if is_sure else Reading(reading.printed, is_whole=False)
    if reading.is_whole or count < 2:  # noqa: PLR2004 – nothing was joined
        return reading
    spaced = read_cell(f"{' '.join(map(tidy, top))} {words}".strip())
    return spaced if spaced.point and spaced.is_whole else reading


def read_pieces_pair(lines: Sequence[str]) -> tuple[Reading, Reading] | None:
    """Read net and VAT from the lines of one cell that holds both."""
    return read_pair(join_pieces(lines))


def _count_amount_lines(cell: Sequence[str]) -> int:
    """Count the lines at the top of a cell that are an amount."""
    count = 0
    for line in cell:
        if not is_amount_piece(line):
            break
        count += 1
    has_words = count < len(cell)
    is_reference = has_words and _REFERENCE.fullmatch(join_pieces(cell[:count]))
    return 0 if is_reference else count


@cache
def _amount_words() -> re.Pattern[str]:
    return re.compile(cost_words()["guess"]["amount_words"])
