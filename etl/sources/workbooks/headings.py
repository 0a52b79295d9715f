"""Headings: what the columns of each kind are called, and finding them in a sheet.

The names are data, in `headings.toml`. A heading is found by its content: the row, or
two rows merged into one heading, under which most columns of one kind are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from etl.contracts.workbooks import KINDS, Kind, fact_columns
from etl.sources.workbooks.words import fold, read_toml, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from warehouse.messages import Language

Row = tuple[int, list[str | None]]
"""A row of a sheet: its number and its cells."""

_PARTS: Final = re.compile(r"\n| / | \| |\(|\)")
_OVER: Final = "\x1f"
_NEAR: Final = 0.5
_LONGEST_UNIT: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a kind, as `headings.toml` describes it."""

    name: str
    lt: str
    en: str
    help_lt: str
    help_en: str
    example: str
    is_optional: bool
    may_be_empty: bool
    synonyms: frozenset[str]

    def label(self, language: Language) -> str:
        """Give the heading in a language."""
        return self.lt if language == "lt" else self.en

    def help(self, language: Language) -> str:
        """Say in a language how to fill the column in."""
        return self.help_lt if language == "lt" else self.help_en

    @property
    def heading(self) -> str:
        """Give the heading that templates print, in both languages."""
        return f"{self.lt}\n{self.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading found in a sheet.

    Attributes:
        kind: Kind of workbook it belongs to.
        row: Number of its last row; the data begin below.
        places: Position of each column in the sheet.
        multipliers: 1000 for a column in thousands, for the columns that have one.
        unknown: Headings that name no column of the kind.
    """

    kind: Kind
    row: int
    places: Mapping[str, int]
    multipliers: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The best heading of a sheet that has none.

    Attributes:
        kind: The kind it is nearest to.
        row: Its row.
        found: How many columns of the kind it names.
        missing: Columns the kind needs and the heading lacks.
        twice: Columns that two headings name.
    """

    kind: Kind
    row: int
    found: int
    missing: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def is_near(self) -> bool:
        """Whether the sheet was most likely meant to be of the kind."""
        return self.found / (self.found + len(self.missing)) >= _NEAR


@cache
def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Read the columns of a kind, in the order of the contract."""
    data = read_toml("headings.toml")
    entries = {name: data[kind][name] for name in fact_columns(kind)} | data["any"]
    return tuple(
        Column(
            name=name,
            lt=entry["lt"],
            en=entry["en"],
            help_lt=entry["help_lt"],
            help_en=entry["help_en"],
            example=entry["example"],
            is_optional=entry.get("optional", False),
            may_be_empty=entry.get("empty", False),
            synonyms=frozenset(
                strip_units(fold(word))
                for word in (name, entry["lt"], entry["en"], *entry["synonyms"])
            ),
        )
        for name, entry in entries.items()
    )


@cache
def _names(kind: Kind) -> dict[str, str]:
    return {
        word: column.name for column in columns_of(kind) for word in column.synonyms
    }


def strip_units(words: str) -> str:
    """Leave out the words for euro and thousands from folded words."""
    known = read_words()
    return " ".join(
        word
        for word in words.split()
        if word not in known.money_units and word not in known.multipliers
    )


def multiplier_in(text: str) -> int:
    """Find how many euro one stands for: `tūkst. Eur` is 1000, `Eur` is 1, else 0."""
    known = read_words()
    words = fold(text).split()
    if "€" in text:
        words.append("eur")
    found = [known.multipliers[word] for word in words if word in known.multipliers]
    if found:
        return found[0]
    return 1 if any(word in known.money_units for word in words) else 0


def find_heading(rows: list[Row]) -> Heading | NearMiss | None:
    """Find the heading among the first rows of a sheet.

    Returns:
        The heading that names most columns; else the nearest one; else None.
    """
    best: tuple[tuple[int, bool], Heading] | None = None
    near: NearMiss | None = None
    for index, texts, last in _candidates(rows):
        if best is not None and rows[index][0] > best[1].row:
            break
        for kind in KINDS:
            match = _match(kind, texts, rows[last][0])
            if isinstance(match, NearMiss):
                near = max(near or match, match, key=lambda miss: miss.found)
                continue
            rank = len(match.places), index == last  # a title above is no heading
            if best is None or rank > best[0]:
                best = rank, _with_units(match, rows[:index], texts)
    if best is not None:
        return best[1]
    return near if near and near.found else None


def _candidates(rows: list[Row]) -> Iterable[tuple[int, list[str], int]]:
    """Give each row, and each row merged with the next: index, texts, last index."""
    for index, (number, cells) in enumerate(rows):
        texts = [cell or "" for cell in cells]
        filled = sum(map(bool, texts))
        if filled > 1:  # a single cell is a title
            yield index, texts, index
        if filled and index + 1 < len(rows) and rows[index + 1][0] == number + 1:
            below = [cell or "" for cell in rows[index + 1][1]]
            yield index, _merge(texts, below), index + 1


def _merge(above: list[str], below: list[str]) -> list[str]:
    """Join two rows of headings; a merged cell above stands over those to its right."""
    merged, parent = [], ""
    for top, bottom in zip_longest(above, below, fillvalue=""):
        parent = top or (parent if bottom else "")
        merged.append(f"{parent}{_OVER}{bottom}" if bottom else top)
    return merged


def _match(kind: Kind, texts: list[str], row: int) -> Heading | NearMiss:
    names = _names(kind)
    places: dict[str, int] = {}
    unknown, twice = [], []
    for place, text in enumerate(texts):
        name = _name_of(text, names)
        if name is None:
            unknown.append(text)
        elif name in places:
            twice.append(name)
        else:
            places[name] = place
    missing = tuple(
        column.name
        for column in columns_of(kind)
        if column.name not in places and not column.is_optional
    )
    if missing or twice:
        return NearMiss(
            kind=kind,
            row=row,
            found=len(places),
            missing=missing,
            twice=tuple(twice),
        )
    ignored = read_words().ignored_headings
    left = (text.replace(_OVER, " ").strip() for text in unknown)
    told = tuple(text for text in left if text and fold(text) not in ignored)
    return Heading(kind=kind, row=row, places=places, unknown=told)


def _name_of(text: str, names: Mapping[str, str]) -> str | None:
    """Name the column a heading means.

    All its words name it; or each of its parts does, as in a heading that says the
    same in two languages; or the lower of two merged cells does.
    """
    if name := names.get(heading_key(text)):
        return name
    parts = {
        names.get(heading_key(part)) for part in _PARTS.split(text) if part.strip()
    }
    if len(parts) == 1 and None not in parts:
        return parts.pop()
    _, is_over, below = text.rpartition(_OVER)
    return _name_of(below, names) if is_over else None


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Give the form in which headings compare: folded, without units of money."""
    return strip_units(fold(text))


def _with_units(heading: Heading, above: list[Row], texts: list[str]) -> Heading:
    """Add the units: of each heading, or one said above the table for all money."""
    said = (cell for _, cells in above for cell in cells if cell)
    general = max((multiplier_in(cell) for cell in said if _is_unit(cell)), default=1)
    multipliers = {
        name: multiplier_in(texts[place]) or (general if name.endswith("_eur") else 1)
        for name, place in heading.places.items()
    }
    return Heading(
        kind=heading.kind,
        row=heading.row,
        places=heading.places,
        multipliers={name: n for name, n in multipliers.items() if n > 1},
        unknown=heading.unknown,
    )


def _is_unit(text: str) -> bool:
    """Tell a short text that speaks of money, e.g. `(tūkst. Eur)`."""
    units = read_words().money_units
    return len(text) <= _LONGEST_UNIT and any(w in units for w in fold(text).split())
