"""Values of indicators: a cell is read whole, or it has no value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from etl.plans.form.indicators.cells import BOUND, MARK, NOT_MEASURED
from etl.plans.form.money.amounts import tidy
from etl.plans.form.prose.figures import parse_school_year

DASHES: Final = frozenset({"-", "–", "—", "−"})
_NUMBER: Final = (
    r"(?P<number>[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
)
_UNIT: Final = r"proc\.?\s*punkt\w*\.?|proc\w*\.?|%|vnt\.?|vienet\w*"
# The unit may be a noun: "11 mokyklų"; words of doubt are no unit.
_WORDS: Final = (
    r"(?:\s(?!apie\b|maždaug\b|iki\b|nuo\b|arba\b|ir\b|tūkst|mln)[^\W\d_]{2,}\.?){0,4}"
)
_VALUE = re.compile(
    rf"(?:{BOUND})?{_NUMBER}{MARK}(?:\s*(?:{_UNIT}))?{MARK}{_WORDS}[.;,]?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Thousands in a count, decimals in a share: nothing says which.
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_NOTE = re.compile(r"\([^()]*\)")
# A note that takes back what stands before it.
_DOUBT = re.compile(
    r"\b(?:prelim|apytik|progno|planuo|nepatvirt|netiksl|tikslin|poky|skirtum|vidurk)"
    r"|\b(?:šalies|respublik|lietuvos|mergai|berniuk|mergin|vaikin|vid\.)|\?",
    re.IGNORECASE,
)
_NOT_MEASURED = re.compile(NOT_MEASURED, re.IGNORECASE)


def read_value(printed: str) -> Decimal | None:
    """Return the number a cell prints outside brackets; None where it is not sure."""
    if any(map(_DOUBT.search, _NOTE.findall(printed))):
        return None
    match = _VALUE.fullmatch(_bare(printed))
    if match is None or _TWO_WAYS.fullmatch(match["number"]):
        return None
    return Decimal(match["number"].replace(" ", "").replace(",", "."))


def read_note_period(printed: str) -> str:
    """Read the school year or the year in the brackets; empty where there is none.

    Several years that are no school year are no period.
    """
    for note in _NOTE.findall(printed):
        years = _YEAR.findall(note)
        school_year = parse_school_year(note)
        if school_year or len(years) == 1:
            return school_year or str(years[0])
    return ""


def is_understood(printed: str) -> bool:
    """Whether a cell is a value, a dash or says that nothing was measured."""
    plain = tidy(printed)
    return (
        plain in DASHES
        or read_value(printed) is not None
        or _NOT_MEASURED.match(plain) is not None
    )


def _bare(printed: str) -> str:
    return " ".join(_NOTE.sub("", tidy(printed)).split())
