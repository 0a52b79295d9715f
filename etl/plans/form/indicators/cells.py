"""The value cells of section 4: what they look like, and where they begin in a text."""

from __future__ import annotations

import re
from typing import Final

UNIT_BRACKET: Final = re.compile(
    r"\s*,?\s*\(\s*(?P<unit>proc\.?\s*punkt\w*\.?|proc\b\.?|%|vnt\b\.?|vienet\w*"
    r"|skaičius|santykis)\s*\)(?=\s*[;,.]?\s*$)",
    re.IGNORECASE,
)

NOT_MEASURED: Final = (
    r"(?:(?:(?:pradinė|siekiama|siektina|planuojama) reikšmė\s+)?(?:nematuo\w+"
    r"|nevertin\w+|nefiksuo\w+|nestebė\w+|nenustaty\w+|nėra duomenų|duomenų nėra))"
)
NUMBER: Final = r"\d+(?:[.,]\d+)?"
MARK: Final = r"(?:\s?\*{1,4}|[⁰¹²³⁴-⁹]{1,3})?"
BOUND: Final = (
    r"(?:(?:ne mažiau|ne daugiau)(?: kaip| nei)?|daugiau kaip|bent|iki|[≥≤])\s*"
)
_UNIT = r"(?:\s*(?:proc\b\.?|%|vnt\b\.?))?"
_CELL = (
    rf"(?:{NOT_MEASURED}|(?:{BOUND})?{NUMBER}{MARK}{_UNIT}{MARK}|[-–—])"
    r"(?:\s*\([^()]*\))?(?=\s|$|(?<=\)))"
)
CELL: Final = re.compile(_CELL, re.IGNORECASE)
CELLS: Final = re.compile(rf"{_CELL}(?:\s*{_CELL})*", re.IGNORECASE)
_CELLS_MAY_START = re.compile(rf"(?:(?<=[\s)])|^)(?={_CELL})", re.IGNORECASE)
_SURE_CELLS: Final = re.compile(
    rf"\([^()]*\d{{4}}[^()]*\)|{NOT_MEASURED}", re.IGNORECASE
)


def start_of_cells(text: str) -> int:
    """Find where the value cells begin; the text's length where there are none.

    A lone number at the end of a name is part of the name, unless the name's unit
    stands before it.
    """
    for match in _CELLS_MAY_START.finditer(text):
        start = match.start()
        if not CELLS.fullmatch(text, start):
            continue
        if start == 0 or _are_cells(text[:start].rstrip(), text[start:]):
            return start
    return len(text)


def _are_cells(name: str, printed: str) -> bool:
    return (
        len(CELL.findall(printed)) > 1
        or bool(_SURE_CELLS.search(printed))
        or bool(UNIT_BRACKET.search(name))
    )
