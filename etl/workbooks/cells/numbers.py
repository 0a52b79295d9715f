"""Numbers from the texts of cells: one strict reading each, or the rule that is broken.

Nothing is rounded, guessed or repaired: a text that can be read in two ways is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from etl.workbooks.cells.parser import DATE_CELL, LONGEST_FIGURE, Parsed
from etl.workbooks.cells.units import (
    foreign_currency,
    may_count_cents,
    multiplier_in,
    says_cents,
)
from etl.workbooks.cells.words import read_words, tidy

MAX_WHOLE_DIGITS: Final = 14
MAX_FRACTION_DIGITS: Final = 12

_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d+|\d{1,3}(?: \d{3})+|(?=[.,]\d))"
    r"(?:(?P<separator>[.,])(?P<fraction>\d+))?",
    re.ASCII,
)
_APOSTROPHES: Final = "'’ʼ‘"
_GROUPED: Final = re.compile(
    r"([+-]?\d{1,3}(?:(?:\.\d{3})+(?=,)|(?:,\d{3})+(?=\.)"
    rf"|(?:[{_APOSTROPHES}]\d{{3}})+(?=[.,])))[.,](\d+|[-–—]{{1,2}})",
    re.ASCII,
)
"""Thousands by one sign and decimals by another, or by none, as in `1.250,-`."""

_CURRENCY: Final = re.compile(
    r"^([+-]?) ?(?:€|euro?(?![a-z])\.?) ?| ?(?:€|eur(?:ų|o|os|as|ai|ais)?)\.?$",
    re.IGNORECASE,
)
_NEGATIVE: Final = re.compile(r"\( ?([^()+-]+?) ?\)|- ([\d.,][^()+-]*)|([^()+-]+?) ?-")
"""How accountants write a minus: in brackets, after the number, apart from it."""

_MINUS_OR_DASH: Final = re.compile(r"[+-]?\d[\d ]*,? [-–—]|\d[\d ]*,[-–—]+", re.ASCII)
"""`100 -`, `100,-`: minus a hundred, or a hundred and no cents."""

_NOTE_MARK: Final = re.compile(
    r"[+-]?\d[\d .,]*? ?(?:[*†‡#⁰¹²³⁴-⁹ⁱª-ºᵃ-ᶿ]+|\d{0,2}\)|\[\w{1,3}\]|\([\w*]\))"
)
_FIGURES: Final = re.compile(r"\d(?:[\d.,]*\d)?")
_AT_MOST: Final = re.compile(r"[<≤>≥] ?\d+")
_RULES: Final = {
    "exponent": re.compile(r"[+-]?\d+([.,]\d+)?e[+-]?\d+", re.IGNORECASE),
    "date_not_number": DATE_CELL,
    "minus_unclear": _MINUS_OR_DASH,
    "dash_not_minus": re.compile(
        r"[\u2010-\u2015\ufe58\ufe63\uff0d] ?\d[\d ]*([.,]\d+)?", re.ASCII
    ),
}
"""Rules of texts that are no number, by what they look like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """What a column of numbers may hold.

    Attributes:
        decimals: Decimals the contract keeps; more of them are refused.
        multiplier: 1000 where the heading says thousands.
        is_money: Whether a percent sign is not fine, and a minus may be written as
            accountants do.
        may_be_money: Whether it is no amount for sure, but a euro sign is fine.
        minimum: Smallest value.
        separator: The decimal separator the column is known to use, or empty: then
            `1,234` and `1.234` can be read in two ways and are refused.
    """

    decimals: int
    multiplier: int = 1
    is_money: bool = False
    may_be_money: bool = False
    minimum: int | None = None
    separator: str = ""

    @property
    def has_currency(self) -> bool:
        """Whether a euro sign may stand beside the number."""
        return self.is_money or self.may_be_money


def parse_number(text: str, form: NumberFormat) -> Parsed:
    """Read a number as people write it: `1 234,56`, `1.234,56`, `1'234,56`, `12,5 %`.

    Broken rules: `mixed_separators`, `ambiguous_separator`, `too_many_decimals`,
    `too_large`, `dash_not_minus`, `exponent`, `percent_in_amount`, `negative`,
    `percent_in_count`, `date_not_number`, `note_mark`, `suppressed`, `minus_unclear`,
    `unit_in_cell`, `other_currency`, `not_a_number`.
    """
    plain = tidy(text)
    if not plain or plain in read_words().none:
        return None, ""
    if len(plain) > LONGEST_FIGURE:
        return None, "not_a_number"
    plain = plain.replace("\u2212", "-")
    if plain.endswith("%"):
        if form.is_money or not form.decimals:
            return None, "percent_in_amount" if form.is_money else "percent_in_count"
        plain = plain[:-1].rstrip()
    if form.has_currency:
        plain = drop_currency(plain)
    if form.is_money:
        plain = _write_minus_first(plain)
    if grouped := _GROUPED.fullmatch(plain):
        whole, fraction = grouped.groups()
        plain = f"{re.sub(r'[^0-9+-]', '', whole)}.{fraction.strip('-–—') or 0}"
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None, _why_no_number(plain, form)
    if _is_ambiguous(match, form.separator):
        return None, "ambiguous_separator"
    return _settle(match, form)


def drop_currency(plain: str) -> str:
    """Return a number without the euro before or after it; a minus before it stays."""
    return _CURRENCY.sub(r"\1", plain)


def _write_minus_first(plain: str) -> str:
    """Write `(250,00)`, `250,00-` and `- 250,00` as `-250,00`."""
    if _MINUS_OR_DASH.fullmatch(plain) or _GROUPED.fullmatch(plain):
        return plain
    if match := _NEGATIVE.fullmatch(plain):
        inner = next(part for part in match.groups() if part)
        return f"-{drop_currency(inner).strip()}"
    return plain


def _is_ambiguous(match: re.Match[str], separator: str) -> bool:
    """Whether three digits after a separator may be thousands or decimals."""
    whole = match["whole"]
    return (
        match["separator"] is not None
        and match["separator"] != separator
        and len(match["fraction"]) == 3  # noqa: PLR2004
        and len(whole) <= 3  # noqa: PLR2004
        and whole not in {"", "0"}
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


def _why_no_number(plain: str, form: NumberFormat) -> str:
    """Return which rule a text breaks that is no number."""
    is_mark = plain.casefold() in read_words().suppressed or _AT_MOST.fullmatch(plain)
    if is_mark and not form.is_money:
        return "suppressed"
    for rule, pattern in _RULES.items():
        if pattern.fullmatch(plain):
            return rule
    if form.has_currency and (rule := _name_unit(plain)):
        return rule
    signs = re.findall(f"[.,{_APOSTROPHES}]", plain)
    is_parted = len(signs) > 1 or bool(set(signs) & set(_APOSTROPHES))
    if is_parted and re.fullmatch(rf"[+-]?\d[\d .,{_APOSTROPHES}]*", plain, re.ASCII):
        return "mixed_separators"
    return "note_mark" if _NOTE_MARK.fullmatch(plain) else "not_a_number"


def _name_unit(plain: str) -> str:
    """Return the rule that an amount breaks by a unit or a currency beside it."""
    words = _FIGURES.sub(" ", plain)
    if not _FIGURES.search(plain):
        return ""
    if multiplier_in(words) > 1 or says_cents(words) or may_count_cents(words):
        return "unit_in_cell"
    return "other_currency" if foreign_currency(words) else ""


def parse_count(text: str, form: NumberFormat) -> Parsed:
    """Read a whole number that counts something."""
    value, rule = parse_number(text, form)
    return (int(value) if isinstance(value, Decimal) else None), rule
