"""What a heading of a sheet is, or lacks to be one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from etl.workbooks.contract.contract import Kind

Row = tuple[int, list[str | None]]
"""A row of a sheet: its number and its cells."""

Merge = tuple[int, int, int, int]
"""Cells merged into one: first row, first column, last row, last column."""

_NEAR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a table with a good heading is not read: a text of `messages.toml`."""

    name: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading found in a sheet.

    Attributes:
        kind: Kind of workbook it belongs to.
        row: Number of its last row; the data begin below.
        places: Position of each column in the sheet.
        multipliers: 1000 for a column in thousands, for the columns that have one.
        unknown: Headings that name no column of the kind.
        stood_in: Columns that another one was taken for.
        first: Number of its first row.
        last: Last row that it rules; None: all that follow.
        texts: What it says over each position.
        helpers: Position of columns that help to read the others.
        phase: Budget phase that the headings of amounts say; empty where none.
        constants: Values that the rows above the table say for columns it lacks.
        said_units: Units that its own columns say, by column; 1 is plain euro.
        unit_above: Unit that the rows above the table say; 1 is plain euro.
        skipped: Rows below that repeat it.
        stop: Why its rows are not read; None where they are.
        schools: What the rows above it or the name of the sheet say of a school.
        value_unit: Title above the table that says in which unit its values are.
        said_above: Texts that stand alone in rows above the table.
        labels_above: Values that those rows say for columns it has, by column.
        cents_above: `Eur ct` said above the table, as written; empty: it is not.
        ledger: What a ledger says over each position, where a mapping reads it.
        ledger_units: How many euro one stood for in it, by our column.
        ledger_places: Position in it that our column is taken from, by our column.
        ledger_used: Positions that the mapping itself gives a meaning to.
    """

    kind: Kind
    row: int
    places: Mapping[str, int]
    multipliers: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    stood_in: tuple[str, ...] = ()
    first: int = 0
    last: int | None = None
    texts: tuple[str, ...] = ()
    helpers: Mapping[str, int] = field(default_factory=dict)
    phase: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    said_units: Mapping[str, int] = field(default_factory=dict)
    unit_above: int = 1
    skipped: frozenset[int] = frozenset()
    stop: Stop | None = None
    schools: tuple[str, ...] = ()
    cents_above: str = ""
    ledger: tuple[str, ...] = ()
    ledger_units: Mapping[str, int] = field(default_factory=dict)
    ledger_places: Mapping[str, int] = field(default_factory=dict)
    ledger_used: frozenset[int] = frozenset()
    value_unit: str = ""
    said_above: tuple[str, ...] = ()
    labels_above: Mapping[str, str] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, ...]:
        """Return what stands over each position, in our layout or a ledger's."""
        return self.texts or self.ledger

    @property
    def width(self) -> int | None:
        """Return how many columns are the file's own; None: all of them."""
        return min(self.places.values()) if self.ledger and self.places else None

    def others_of(self, names: Iterable[str]) -> list[str]:
        """List the columns of a frame that are neither ours nor used by a mapping.

        Nor those in which a workbook of rejected rows says why and where.
        """
        ours = {*self.places.values(), *self.helpers.values(), *self.ledger_used}
        if "corrects" in self.places:
            said = enumerate(map(fold, self.titles))
            ours |= {at for at, text in said if text in read_words().ignored_headings}
        known = {str(place) for place in ours}
        return [
            name
            for name in names
            if name.isdigit()
            and name not in known
            and (self.width is None or int(name) < self.width)
        ]

    def title_of(self, place: int) -> str:
        """Return what stands over a position; empty where nothing does."""
        return self.titles[place] if place < len(self.titles) else ""

    def unit_of(self, name: str) -> int:
        """Return how many euro one of a column stands for, as the file writes it."""
        return self.ledger_units.get(name) or self.multipliers.get(name, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """The best heading of a sheet, or of a part of it, that has none.

    Attributes:
        kind: The kind it is nearest to.
        row: Its row.
        found: How many columns of the kind it names.
        missing: Columns the kind needs and the heading lacks.
        twice: Columns that two headings name.
        why: Name of the text that says more than what is missing; empty where none.
        first: Number of its first row.
        last: Last row below it that is not read; None: all that follow.
        texts: What it says over each position.
    """

    kind: Kind
    row: int
    found: int
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    why: str = ""
    first: int = 0
    last: int | None = None
    texts: tuple[str, ...] = ()

    @property
    def is_near(self) -> bool:
        """Whether the sheet was most likely meant to be of the kind."""
        return self.found / max(self.found + len(self.missing), 1) >= _NEAR
