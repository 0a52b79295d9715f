"""Numbers from the texts of cells: one strict reading each, or the rule that is broken.

Nothing is rounded, guessed or repaired: a text that can be read in two ways is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from etl.sources.workbooks.parsed import DATE_CELL, Parsed
from etl.sources.workbooks.words import read_words, tidy

MAX_WHOLE_DIGITS: Final = 14
MAX_FRACTION_DIGITS: Final = 12

_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d+|\d{1,3}(?: \d{3})+)"
    r"(?:(?P<separator>[.,])(?P<fraction>\d+))?",
    re.ASCII,
)
_CURRENCY: Final = re.compile(r"^€ ?| ?(?:€|eur|eurų)\.?$", re.IGNORECASE)
_EXPONENT: Final = re.compile(r"[+-]?\d+([.,]\d+)?e[+-]?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """What a column of numbers may hold.

    Attributes:
        decimals: Decimals the contract keeps; more of them are refused.
        multiplier: 1000 where the heading says thousands.
        is_money: Whether a euro sign is fine and a percent sign is not.
        minimum: Smallest value.
        separator: The decimal separator the column is known to use, or empty: then
            `1,234` and `1.234` can be read in two ways and are refused.
    """

    decimals: int
    multiplier: int = 1
    is_money: bool = False
    minimum: int | None = None
    separator: str = ""


def parse_number(text: str, form: NumberFormat) -> Parsed:
    """Read a number as people write it: `1 234,56`, `1234.56`, `−5`, `12,5 %`.

    Broken rules: `mixed_separators`, `ambiguous_separator`, `too_many_decimals`,
    `too_large`, `dash_not_minus`, `exponent`, `percent_in_amount`, `negative`,
    `date_not_number`, `not_a_number`.
    """
    plain = tidy(text)
    if not plain or plain in read_words().none:
        return None, ""
    plain = plain.replace("\u2212", "-")
    if form.is_money:
        plain = _CURRENCY.sub("", plain)
    if plain.endswith("%"):
        if form.is_money:
            return None, "percent_in_amount"
        plain = plain[:-1].rstrip()
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None, _why_no_number(plain)
    if _is_ambiguous(match, form.separator):
        return None, "ambiguous_separator"
    return _settle(match, form)


def _is_ambiguous(match: re.Match[str], separator: str) -> bool:
    """Tell whether three figures after a separator may be thousands or decimals."""
    whole = match["whole"]
    return (
        match["separator"] is not None
        and match["separator"] != separator
        and len(match["fraction"]) == 3  # noqa: PLR2004
        and len(whole) <= 3  # noqa: PLR2004
        and whole != "0"
    )


def _settle(match: re.Match[str], form: NumberFormat) -> Parsed:
    """Make the number exactly, and hold it against the column's limits."""
    whole = match["whole"].replace(" ", "").lstrip("0") or "0"
    fraction = (match["fraction"] or "").rstrip("0")
    if len(whole) > MAX_WHOLE_DIGITS:
        return None, "too_large"
    if len(fraction) > MAX_FRACTION_DIGITS:
        return None, "too_many_decimals"
    sign = "-" if match["sign"] == "-" else ""
    value = Decimal(f"{sign}{whole}.{fraction or 0}") * form.multiplier
    kept = value.quantize(Decimal(1).scaleb(-form.decimals))
    if kept != value:
        return None, "too_many_decimals"
    if abs(kept) >= Decimal(10) ** MAX_WHOLE_DIGITS:
        return None, "too_large"
    if form.minimum is not None and kept < form.minimum:
        return None, "negative"
    return kept + 0, ""  # + 0: there is no minus zero


def _why_no_number(plain: str) -> str:
    """Name what is wrong with a text that is no number."""
    if _EXPONENT.fullmatch(plain):
        return "exponent"
    if DATE_CELL.fullmatch(plain):
        return "date_not_number"
    if re.fullmatch(r"[–—―] ?\d[\d ]*([.,]\d+)?", plain, re.ASCII):
        return "dash_not_minus"
    separators = sum(plain.count(sign) for sign in ".,'’")
    if separators > 1 and re.fullmatch(r"[+-]?\d[\d .,'’]*", plain, re.ASCII):
        return "mixed_separators"
    return "not_a_number"


def parse_count(text: str, form: NumberFormat) -> Parsed:
    """Read a whole number that counts something."""
    value, rule = parse_number(text, form)
    return (int(value) if isinstance(value, Decimal) else None), rule
