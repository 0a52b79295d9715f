"""Units of money: where they stand, and what is no unit.

`tūkst. Eur` says that one stands for 1,000 euro, wherever it is written; a figure
before it makes it a sum, as in `Plano vertė 21,5 mln. Eur`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold, read_toml, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST: Final = 300
_SIGNS: Final = {"€": " eur ", "%": " proc ", "№": " nr ", "‰": " promil "}
_SPLIT: Final = re.compile(r"[,;:()\[\]\n|–—\x1f]|(?<=\s)-|-(?=\s)")
_EURO_AND_CENTS: Final = re.compile(r"\b(?:eur|euro|eurai|eurais|euru) (?:ct|c)\b")
_CENT: Final = "ct"
"""Beside the euro it may be its part: `Eur ct` is `100,50` to most, not 10050."""

_YEAR: Final = re.compile(r"(19|20)\d\d")
_THOUSAND_EURO: Final = re.compile(r"\b(?:k|t|(?<!\d )000) eur\b|\beur (?:k|000)\b")
_HUNDREDS: Final = re.compile(r"\b(?:simt(?:ais|ai|u|as)?|hundreds?)\b")
_TIMES: Final = re.compile(
    r"\b(?:x|(?:pa)?daugint\w*(?: is)?|times|multipl\w+ by) (1 ?0{2,3}(?: ?000)?)\b"
)
"""What says that amounts are to be multiplied: `Sumas padauginti iš 1000`."""

_PRICE: Final = re.compile(r"(?:€|\beur\w*)\s*/\s*(\w+)", re.IGNORECASE)
_MILLION_EURO: Final = {"m eur", "eur m", "m euro"}  # within a title `m.` is a year
_WRITTEN: Final = (
    (re.compile(r"(?:(?<!\w)[x×*·]\s?)?\b10(?:³|\^3\b)", re.IGNORECASE), " tukst "),
    (re.compile(r"(?:(?<!\w)[x×*·]\s?)?\b10(?:⁶|\^6\b)", re.IGNORECASE), " mln "),
    (re.compile(r"(?<!\w)[x×*]\s?1[\s.]?000[\s.]?000\b", re.IGNORECASE), " mln "),
    (re.compile(r"(?<!\w)[x×*]\s?1[\s.]?000\b", re.IGNORECASE), " tukst "),
    (re.compile(r"\b(eur\w*|€)\s*\(\s*\W?000\W?\s*\)", re.IGNORECASE), r"000 \1"),
    (re.compile(r"\(\s*\W?000\W?\s*\)\s*(eur\w*|€)", re.IGNORECASE), r"000 \1"),
    (re.compile(r"(?<!\w)[x×*]\s?100\b(?!\s?000)", re.IGNORECASE), " x 100 "),
    (re.compile(r"\beurk\b", re.IGNORECASE), "k eur"),
    (re.compile(r"(?:\beurmn?|€mn?)\b", re.IGNORECASE), "mln eur"),
)
"""Units written with signs and figures, and how words say them."""

_ROUND: Final = re.compile(r"\b1 ?000( ?000)?(?= eur)|(?<=eur )1 ?000( ?000)?\b")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Words of units, folded.

    Attributes:
        fillers: Words that may stand beside a unit without changing it.
        foreign: Names of currencies other than the euro.
        unsure: Those of them that may also be something else in a title.
        others: Units of columns that are no amounts.
        cents: Names of the cent.
        money: Words that tell that a title speaks of money.
        headings: Words of a heading over units, and of a title that names one.
        prices: Words between money and what it is the price of.
        wholes: Words after those that tell what was bought: `Eur už prekes`.
        notes: Words that begin a note.
        beside_cents: Words after which cents are parts of euro.
        euro_of_cents: Words before cents that leave them the unit.
    """

    fillers: frozenset[str]
    foreign: frozenset[str]
    unsure: frozenset[str]
    others: frozenset[str]
    cents: frozenset[str]
    money: frozenset[str]
    headings: frozenset[str]
    prices: frozenset[str]
    wholes: frozenset[str]
    notes: frozenset[str]
    beside_cents: frozenset[str]
    euro_of_cents: frozenset[str]
    signs: Mapping[str, str]


@cache
def unit_words() -> UnitWords:
    """Read the words of units, once per process."""
    data = read_toml("workbook_words.toml")["units"]
    names = [field.name for field in fields(UnitWords) if field.name != "signs"]
    folded = {name: frozenset(map(fold, data[name])) for name in names}
    return UnitWords(**folded, signs=data["signs"])


def spell_signs(text: str) -> str:
    """Write signs that folding would lose as words: `€` is `eur`, `%` is `proc`."""
    for pattern, words in _WRITTEN:
        text = pattern.sub(words, text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    for sign, word in unit_words().signs.items():
        text = text.replace(sign, f" {word} ")
    return text


def without_units(words: str) -> str:
    """Drop the words for euro and thousands from folded words."""
    known, cents = read_words(), unit_words().cents
    if words in _MILLION_EURO:
        return ""
    words = _THOUSAND_EURO.sub("", words)
    listed = words.split()
    has_euro = any(word in known.money_units for word in listed)
    return " ".join(
        word
        for word in listed
        if word not in known.money_units
        and word not in known.multipliers
        and not (has_euro and word in cents)
    )


@lru_cache(maxsize=65536)
def multiplier_in(text: str) -> int:
    """Find how many euro one stands for: `tūkst. Eur` is 1000, `Eur` is 1, else 0."""
    known = read_words()
    words = fold(spell_signs(text))
    if _THOUSAND_EURO.search(words):
        return 1000
    if words in _MILLION_EURO:
        return 10**6
    found = [
        known.multipliers[word] for word in words.split() if word in known.multipliers
    ]
    if found:
        return max(found)
    return 1 if any(word in known.money_units for word in words.split()) else 0


def units_in(text: str) -> frozenset[int]:
    """Find every unit that the levels of a heading say; 1 is plain euro."""
    found = {round_unit(p) or multiplier_in(p) for p in text.split("\x1f")} - {0}
    return frozenset(found)


def round_unit(text: str) -> int:
    """Return the unit that `1000 Eur` says where it is no sum; 0 where none is."""
    found = _ROUND.search(fold(spell_signs(text)))
    return int(found[0].replace(" ", "")) if found else 0


def names_unit(title: str) -> bool:
    """Whether a heading stands over units: `Mato vnt.`, `Curr.`."""
    words = fold(title).split()
    return bool(words) and all(word in unit_words().headings for word in words)


def is_unit_cell(text: str) -> bool:
    """Whether a cell says nothing but a unit, of money or of another column."""
    words = without_units(fold(spell_signs(text))).split()
    has_unit = multiplier_in(text) > 0
    others = unit_words().others
    return (has_unit or bool(words)) and all(word in others for word in words)


def is_unit_row(cells: Iterable[str | None]) -> bool:
    """Whether a row holds units and nothing else, at least one of money or percent."""
    filled = [cell for cell in cells if cell and cell.strip()]
    has_unit = any(
        multiplier_in(cell) or "%" in cell or says_cents(cell) for cell in filled
    )
    return has_unit and all(map(is_unit_cell, filled))


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell above a table says of the money in it.

    Attributes:
        multiplier: How many euro one stands for; 0 where it says nothing of it.
        is_clear: Whether it can be told for sure that a unit is meant.
        foreign: A currency other than the euro, as written; empty where none.
    """

    multiplier: int = 0
    is_clear: bool = True
    foreign: str = ""


@lru_cache(maxsize=4096)
def read_statement(text: str) -> Said:
    """Read what a title or another cell outside the table says of units."""
    if len(text) > _LONGEST:
        return Said()
    if foreign := foreign_currency(text):
        return Said(foreign=foreign)
    if unit := _unclear_unit(text):
        return Said(unit, is_clear=False)
    parts = [part for part in _SPLIT.split(spell_signs(text)) if part.strip()]
    found, unclear = 0, 0
    for at, part in enumerate(parts):
        multiplier = multiplier_in(part)
        beside = (*parts[max(at - 1, 0) : at], *parts[at + 1 : at + 2])
        if not multiplier or _is_sum(part) or any(map(_is_figure, beside)):
            continue
        rest = without_units(fold(part)).split()
        is_pure = all(word in unit_words().fillers for word in rest)
        if not (says_euro(part) or _speaks_of_money(text)):
            continue  # `Mokinių, tūkst.` counts pupils
        if is_pure:
            found = max(found, multiplier)
        elif multiplier > 1:
            unclear = multiplier
    if found > 1 or not unclear:
        return Said(0 if found == 1 and _names_currency(text) else found)
    return Said(unclear, is_clear=False)


def _unclear_unit(text: str) -> int:
    """Return the unit that hundreds of euro say, or a bare `1000 Eur`; else 0."""
    if scale := _scale_in(text):
        return scale
    rest = _ROUND.sub("", fold(spell_signs(text))).split()
    beside = unit_words().headings | read_words().money_units
    return round_unit(text) if all(word in beside for word in rest) else 0


def _scale_in(text: str) -> int:
    """Return the unit that people seldom use: hundreds, or `padauginti iš 1000`."""
    words = fold(spell_signs(text))
    if not (says_euro(text) or _speaks_of_money(text)):
        return 0
    if times := _TIMES.search(words):
        return int(times[1].replace(" ", ""))
    return 100 if _HUNDREDS.search(words) else 0


@lru_cache(maxsize=4096)
def says_scale(text: str) -> bool:
    """Whether a text says nothing but a unit that people seldom use."""
    if not _scale_in(text):
        return False
    rest = _HUNDREDS.sub(" ", _TIMES.sub(" ", fold(spell_signs(text)))).split()
    beside = unit_words().fillers | unit_words().notes | read_words().money_units
    return all(word in beside for word in rest)


@lru_cache(maxsize=4096)
def is_price(text: str) -> bool:
    """Whether a unit is that of a price: `Eur/mok.`, `Eur už valandą`."""
    words = fold(spell_signs(text)).split()
    known = unit_words()
    euro = read_words().money_units
    money = [at for at, w in enumerate(words) if w in euro]
    after = words[min(money, default=len(words)) :]
    of_one = {fold(found[1]) for found in _PRICE.finditer(text)}
    is_price_of = any(
        one in known.prices and other not in known.wholes and not other.isdigit()
        for one, other in pairwise([*after, ""])
    )
    return bool(of_one - known.cents - known.foreign - euro) or is_price_of


def says_euro(part: str) -> bool:
    """Whether a text names the euro."""
    words = fold(spell_signs(part)).split()
    return any(word in read_words().money_units for word in words)


def _speaks_of_money(text: str) -> bool:
    """Whether a text speaks of money, or says nothing but a unit."""
    known = unit_words()
    words = without_units(fold(spell_signs(text))).split()
    is_bare = all(word in known.fillers or word.isdigit() for word in words)
    return is_bare or any(word in known.money for word in words)


def _is_figure(part: str) -> bool:
    """Whether a part of a text is a figure, but no year."""
    words = part.split()
    is_year = len(words) == 1 and _YEAR.fullmatch(words[0]) is not None
    return bool(words) and not is_year and all(word.isdigit() for word in words)


def _is_sum(part: str) -> bool:
    """Whether a figure stands directly before or after the unit: then it is a sum."""
    words = re.findall(r"\d+|[^\W\d_]+", fold(part))
    known = read_words()
    for at, word in enumerate(words):
        if word in known.money_units or word in known.multipliers:
            beside = {*words[max(at - 1, 0) : at], *words[at + 1 : at + 2]} - {"000"}
            if any(near.isdigit() for near in beside):
                return True
    return False


def _names_currency(text: str) -> bool:
    return any(word.startswith(("valiut", "currenc")) for word in fold(text).split())


def foreign_currency(text: str) -> str:
    """Find a currency other than the euro that a text says amounts are in.

    A currency with a figure beside it is a sum, or a rate: `1 EUR = 3,4528 LTL`.
    """
    words, multipliers = unit_words(), read_words().multipliers
    if may_count_cents(text):
        return ""
    for part in _SPLIT.split(spell_signs(text)):
        if re.search(r"\d|@|www|\.lt\b", part):
            continue
        folded = [word for word in fold(part).split() if word not in multipliers]
        if _counts_cents(folded):
            return part.strip()
        for word in folded:
            others = [w for w in folded if w != word]
            is_alone = all(w in words.fillers for w in others)
            is_country = word == "lt" and "LT" in part
            is_sure = word not in words.unsure or (is_alone and not is_country)
            if word in words.foreign and is_sure:
                return part.strip()
    return ""


def may_count_cents(text: str) -> bool:
    """Whether a text says `Eur ct`: euro with cents, or cents of the euro."""
    found = _EURO_AND_CENTS.search(fold(spell_signs(text)))
    return found is not None and found[0] != "euro ct"


def says_cents(text: str) -> bool:
    """Whether a text says nothing but that amounts are in cents."""
    return _counts_cents(fold(spell_signs(text)).split())


def _counts_cents(folded: list[str]) -> bool:
    """Whether words say that amounts are in cents, not in euro and cents."""
    words = unit_words()
    if words.beside_cents & set(folded):
        return False
    for one, other in pairwise(folded):
        is_euro = one in words.euro_of_cents
        if other in words.cents and (is_euro or (one == "eur" and other != _CENT)):
            return True
    said = [w for w in folded if w in words.cents or w not in words.fillers]
    return bool(said) and all(word in words.cents for word in said)


def foreign_alone(text: str) -> str:
    """Find a currency other than the euro in a note that says nothing else.

    `Pastaba. Sumos – litais` does; `Sąskaita doleriais apmokėta birželį` tells of one
    payment.
    """
    words = unit_words()
    fillers = words.fillers | words.notes
    listed = fold(_SPLIT.sub(" ", spell_signs(text))).split()
    if words.money & set(listed) and _counts_cents(
        [w for w in listed if w not in words.notes | words.money]
    ):
        return text.strip()
    rest = [w for w in listed if w not in fillers]
    is_sure = bool(words.money & set(listed)) or any(
        w not in words.unsure for w in rest
    )
    if rest and is_sure and all(word in words.foreign for word in rest):
        return text.strip()
    return ""
