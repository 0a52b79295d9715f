"""Amounts of money: a cell is read whole, or not at all.

A cost cell holds one amount, and may hold its currency, a footnote mark, a unit in
words and a note that says where the money is counted. Whatever else is printed in it
leaves the cell without an amount: no piece of it is ever taken for the whole.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etl.plans.form.money.thresholds import AMOUNT

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY_CELLS: Final = frozenset({"", "-", "–", "—", "−", "--"})
"""What stands for an amount that is not printed."""

_CENT: Final = Decimal("0.01")
_TURNS_WRITING: Final = "\u200f\u202b\u202e\u2067"
_SPACES = re.compile(r"[^\S\n]+")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ‘´`", "'"))
_WHOLE: Final = (
    r"(?P<whole>[1-9][0-9]{0,2}(?P<sep>[ .,'])[0-9]{3}(?:(?P=sep)[0-9]{3})*+"
    r"|0|[1-9][0-9]*+)"
)
_CENTS: Final = (
    r"(?:(?P<point>[.,])(?:(?P<cents>[0-9]{1,8}| [0-9]{2})|(?P<none> ?[-–—]{1,2})))?"
)
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK: Final = (
    rf"(?P<mark>\s*(?:[*†‡]{{1,4}}|[{_RAISED}ᵃ-ᶻ*]{{1,3}}⁾?)|\s[0-9]{{1,2}}\))?"
)
_LETTER: Final = rf"[^\W\d_{_RAISED}]"
_NOTE: Final = rf"(?:\s*[,;]?\s*(?P<note>[(\[]?{_LETTER}.*))?"
_REFERENCE = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\s?\d{1,2}(?!\d)){0,3}\.?(?![\d]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cost cell says.

    Attributes:
        printed: The cell in one line.
        amount: Its amount; None where none is printed or the cell is not understood.
        note: Words that say where the money is counted.
        said: What was read with the amount and is no figure: a mark, or a unit.
        is_whole: Whether all that is printed was understood.
        either: The amount, were its only separator one of thousands (`1.234`).
        fraction: The amount, were it a decimal sign; only of a column whose unit
            leaves room for three decimals (`1.234` thousand).
        separator: What separates thousands in it, where that is sure.
        point: Its decimal sign.
    """

    printed: str
    amount: Decimal | None = None
    note: str | None = None
    said: str = ""
    is_whole: bool = True
    either: Decimal | None = None
    fraction: Decimal | None = None
    separator: str = ""
    point: str = ""


def read_cell(text: str, unit: int = 1) -> Reading:
    """Read a cost cell; `1.234` is left to `settle`.

    Args:
        text: What it prints.
        unit: What one means in its column, in euro: thousands have decimals down to
            the cent. The amount is given as printed.
    """
    plain = tidy(text)
    printed = " ".join(plain.split())
    if printed in EMPTY_CELLS:
        return Reading(printed)
    match = _pattern().fullmatch(plain)
    if match is None:
        is_note = _is_known_note(printed)
        return Reading(printed, note=printed if is_note else None, is_whole=is_note)
    note = match["note"] and " ".join(match["note"].split())
    has_room = len((match["cents"] or "").strip()) <= _decimals(_unit_of(match) * unit)
    if not (has_room and _is_consistent(match)) or (note and not _is_known_note(note)):
        return Reading(printed, is_whole=False)
    return _read_match(match, Reading(printed, note=note or None), unit)


def settle(column: Sequence[Reading]) -> list[Reading]:
    """Decide what `1.234` is by the other cells of its column.

    It is 1234 only where another cell separates thousands with the same sign and none
    has it before cents; and 1.234 thousand only where it is the other way round.
    """
    separators = {reading.separator for reading in column}
    points = {reading.point for reading in column}
    return [_settle(one, separators - points, points - separators) for one in column]


def _settle(reading: Reading, separators: set[str], points: set[str]) -> Reading:
    sign = _separator_of(reading.printed)
    amount = (
        reading.either
        if sign in separators
        else reading.fraction
        if sign in points
        else None
    )
    if amount is None:
        return reading
    return replace(reading, amount=amount, is_whole=True, either=None, fraction=None)


def read_pair(text: str) -> tuple[Reading, Reading] | None:
    """Read net and VAT printed on one line; None where it is not surely these two."""
    plain = tidy(text)
    both = re.fullmatch(r"(\S.*?[.,][0-9]{1,2}) (\S.*[.,][0-9]{1,2})", plain)
    if both is None:
        return None
    first, second = read_cell(both[1]), read_cell(both[2])
    are_amounts = first.amount is not None and second.amount is not None
    return (first, second) if are_amounts else None


def tidy(text: str) -> str:
    """Return a text with plain spaces and apostrophes, without unseen characters.

    Line breaks stay: they end a paragraph. So do marks that turn the writing: what
    follows them may be printed in another order.
    """
    seen = "".join(
        char
        for char in text
        if unicodedata.category(char) != "Cf" or char in _TURNS_WRITING
    )
    plain = _SPACES.sub(" ", seen.translate(_APOSTROPHES))
    return re.sub(r" ?\n ?", "\n", plain).strip()


def _unit_of(match: re.Match[str]) -> int:
    """Return what one means in a cell that names a unit itself."""
    return next((int(name[1:]) for name in _unit_names() if match[name]), 1)


def _decimals(unit: int) -> int:
    """Return how many decimals of a unit are whole cents."""
    return AMOUNT.cent_digits + len(str(unit)) - 1


def _read_match(match: re.Match[str], reading: Reading, column_unit: int) -> Reading:
    separator, point = match["sep"] or "", match["point"] or ""
    whole = match["whole"].replace(separator, "") if separator else match["whole"]
    amount = Decimal(f"{whole}.{(match['cents'] or '').strip() or '0'}")
    unit = _unit_of(match)
    groups = match["whole"].count(separator) if separator in (".", ",") else 0
    is_open = 0 < groups < AMOUNT.sure_groups and not point
    if is_open and unit > 1:
        return replace(reading, is_whole=False)
    said = " ".join(
        part.strip()
        for part in (match["mark"], *map(match.group, _unit_names()))
        if part
    )
    amount *= unit
    if column_unit == 1:
        amount = amount.quantize(_CENT)
    if is_open:
        fraction = (
            Decimal(match["whole"].replace(separator, ".")) if column_unit > 1 else None
        )
        return replace(
            reading, is_whole=False, either=amount, fraction=fraction, said=said
        )
    return replace(reading, amount=amount, said=said, separator=separator, point=point)


def _is_consistent(match: re.Match[str]) -> bool:
    """Whether separators, cents and mark of an amount agree with each other."""
    if match["sep"] and match["sep"] == match["point"]:
        return False
    mark = (match["mark"] or "").strip()
    has_cents = (
        len((match["cents"] or "").strip()) == AMOUNT.cent_digits or match["none"]
    )
    if mark.endswith(")"):
        return bool(has_cents)
    if mark and mark[0] in _RAISED and not has_cents:
        # Raised digits may be cents, or a power.
        figures = re.sub(r"\D", "", match["whole"])
        return (
            len(mark) == 1
            and not match["cents"]
            and int(figures) >= AMOUNT.fewest_to_raise
        )
    return True


def _is_known_note(text: str) -> bool:
    words = cost_words()["notes"]
    plain = text.casefold()
    if not re.search(words["anchors"], plain.replace(" ", "")):
        return False
    if re.search(words["never"], plain):
        return False
    return not re.search(rf"\d|[{_RAISED}*]", _REFERENCE.sub("", plain))


def _separator_of(printed: str) -> str:
    found = re.search(r"[.,]", printed)
    return found.group() if found else ""


@cache
def _pattern() -> re.Pattern[str]:
    words = cost_words()
    currency = words["currency"]
    units = "|".join(
        f"(?P<x{factor}>{unit})" for factor, unit in words["units"].items()
    )
    return re.compile(
        rf"(?:{currency}\s*)?{_WHOLE}{_CENTS}(?:\s*(?:{units})(?!{_LETTER}))?"
        rf"(?:\s*{currency}(?!{_LETTER}))?{_MARK}(?:\s*{currency}(?!{_LETTER}))?"
        rf"{_NOTE}",
        re.IGNORECASE | re.DOTALL,
    )


def _unit_names() -> list[str]:
    return [f"x{factor}" for factor in cost_words()["units"]]


@cache
def cost_words() -> dict[str, Any]:
    """Return the words of cost cells."""
    source = Path(__file__).with_name("cost_words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
