"""Personal codes of natural persons: found however they are written, and masked.

A code has eleven digits: century and sex, birth date, serial number, check digit. It
may be written with any signs between and in digits of any script. Where all texts are
free, as supplier, eleven digits in a row are one whatever they say; where numbers of
documents stand, they must look like one, so that `20250000123` still loads, and those
with dots or slashes between, or a year as in `45-2021-12345`, must agree in all.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from typing import Final

MASK: Final = "•••"
"""What stands where a personal code stood."""

_DIGITS: Final = 11
_GAP: Final = r"[\W_]{0,20}"
_RUN: Final = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{{_DIGITS - 1}}})(?!\d))")
_DASHES: Final = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
_UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn"})
"""Kinds of signs that show nothing: spaces, controls, marks without a letter."""

_NUMBER_WITH_YEAR: Final = re.compile(r"\d\d\D+(?:19|20)\d\d\D+\d{5}", re.ASCII)
"""How documents are numbered, and nobody groups the digits of a personal code."""

_LIVING: Final = frozenset("3456")
_CENTURIES: Final = frozenset("123456")
_NO_DATE: Final = frozenset({"0000", "9999"})
"""Month and day where the date of birth is not known, or the code is made up."""

_WEIGHTS: Final = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))
_NONE: Final = 10


def has_personal_code(text: str, *, is_code: bool = False) -> bool:
    """Whether a text holds the personal code of a natural person.

    Args:
        text: Any text.
        is_code: Whether codes stand in the column, so that eleven digits in a row are
            not enough.
    """
    return bool(_find(text, is_code=is_code))


def mask_personal_codes(text: str, *, is_code: bool = False) -> str:
    """Return a text with `•••` in the place of each personal code."""
    kept, last = [], 0
    for start, end in _find(text, is_code=is_code):
        kept.append(text[last:start])
        last = end
    return MASK.join([*kept, text[last:]])


def _find(text: str, *, is_code: bool) -> list[tuple[int, int]]:
    """Return where codes begin and end; what overlaps is one place."""
    places: list[tuple[int, int]] = []
    for match in _RUN.finditer(_write_in_ascii(text)):
        if not _is_personal(match[1], is_code=is_code):
            continue
        start, end = match.span(1)
        if places and start < places[-1][1]:
            start, _ = places.pop()
        places.append((start, end))
    return places


def _write_in_ascii(text: str) -> str:
    """Write digits of any script as those of ASCII, each in its place."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    )


def _is_personal(run: str, *, is_code: bool) -> bool:
    """Whether eleven digits, with what stands between, are to be hidden."""
    if len(run) == _DIGITS:
        return not is_code or _looks_personal(run)
    code = "".join(filter(str.isdecimal, run))
    is_usual = _has_usual_gaps(run) and not _NUMBER_WITH_YEAR.fullmatch(run)
    return _looks_personal(code, is_sure=not is_code or is_usual)


def _has_usual_gaps(text: str) -> bool:
    """Whether only spaces, dashes and signs nobody sees stand between digits."""
    return all(
        sign.isdecimal() or sign in _DASHES or unicodedata.category(sign) in _UNSEEN
        for sign in text
    )


def _looks_personal(code: str, *, is_sure: bool = True) -> bool:
    """Whether eleven digits may be a person's: by the date, and for old ones the check.

    A first digit of 1 or 2 stands for a birth before 1900, and begins many numbers of
    documents that start with a year: there both have to agree.

    Args:
        code: Digits of ASCII.
        is_sure: Whether date or check are enough, as they are among usual gaps.
    """
    if code[0] not in _CENTURIES:
        return False
    is_dated = code[3:7] in _NO_DATE or _is_date(code)
    is_checked = _check_digit(code) == int(code[-1])
    if not is_sure:
        return is_dated and is_checked
    if code[0] in _LIVING:
        return is_dated or (is_checked and code[3:5] <= "12")
    return _is_date(code) and is_checked


def _is_date(code: str) -> bool:
    year = 1800 + 100 * ((int(code[0]) - 1) // 2) + int(code[1:3])
    month, day = int(code[3:5]), int(code[5:7])
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]  # noqa: PLR2004


def _check_digit(code: str) -> int:
    for weights in _WEIGHTS:
        rest = sum(int(d) * w for d, w in zip(code, weights, strict=False)) % _DIGITS
        if rest != _NONE:
            return rest
    return 0
