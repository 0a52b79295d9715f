"""What a whole workbook holds: its sheets put together, every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.frame import BESIDE
from etl.workbooks.contract.notes import Note, add_up, say_money
from etl.workbooks.files.sheets import SOURCE_ROW
from etl.workbooks.repeats.copied_amounts import note_copied_amounts
from etl.workbooks.repeats.doubled import note_doubled
from etl.workbooks.repeats.growing import note_growing
from etl.workbooks.rows.merging import SHEET, drop_copies, merge_rows, note_alike
from etl.workbooks.rows.rejects import reject_rows, say_rejects
from etl.workbooks.rows.split_amounts import note_split_amounts
from etl.workbooks.rows.units_of_values import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.rows.facts import SheetFacts
    from etl.workbooks.rows.merging import Refused
    from pazanga.errors import UserError
    from pazanga.remarks import Remark, Severity

EXPLAINS: Final = "sheet_ignored"
"""Note on a sheet that only explains the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What became of one table; most sheets hold one.

    `rows_read` = `rows_loaded` + `rows_rejected` + `rows_repeated`.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        kind: What it was recognised as.
        heading_row: Last row of its heading.
        rows_read: Rows of data under the heading.
        rows_loaded: Good rows.
        rows_rejected: Rejected rows.
        rows_repeated: Rows that say the same as an earlier one.
        totals_skipped: Rows that add up others.
        mapping: Name of the mapping that read it; empty: our own layout.
        rows_left_out: Lines that the mapping leaves out.
    """

    sheet: str
    kind: Kind
    heading_row: int
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_repeated: int
    totals_skipped: int
    mapping: str = ""
    rows_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookReading:
    """What was read of a workbook; it is kept and recalled in this shape.

    Attributes:
        source_file: Name of the file.
        facts: Good rows of each kind in it, as its contract says.
        rejects: Rejected cells and rows, as `Reject` says.
        sheets: What became of each sheet that was recognised.
        notes: What else a person should know.
        units: What rows say of the unit of their value, as `UNITS` says.
        beside: What else the file says of rows that load, as `BESIDE` says.
        is_whole: Whether every sheet with rows was recognised without a mapping.
        error: Why nothing of it could be read.
    """

    source_file: str
    facts: Mapping[Kind, pl.DataFrame]
    rejects: pl.DataFrame
    sheets: tuple[SheetReading, ...] = ()
    notes: tuple[Note, ...] = ()
    units: pl.DataFrame = field(default_factory=UNITS.to_frame)
    beside: pl.DataFrame = field(default_factory=BESIDE.to_frame)
    is_whole: bool = True
    error: UserError | None = None

    @property
    def mapping(self) -> str:
        """Return the name of the mapping that read sheets of it, or an empty text."""
        return next((sheet.mapping for sheet in self.sheets if sheet.mapping), "")

    @property
    def depends_on(self) -> str | None:
        """Return the mapping it depends on; empty: some mapping may read more of it.

        `None` where no mapping can change what was read.
        """
        return None if self.is_whole else self.mapping

    @property
    def rows_loaded(self) -> int:
        """Count the good rows of all kinds."""
        return sum(frame.height for frame in self.facts.values())

    @property
    def rows_rejected(self) -> int:
        """Count the rejected rows."""
        return sum(sheet.rows_rejected for sheet in self.sheets)

    @property
    def rows_read(self) -> int:
        """Count the rows of data, good or not, each once."""
        return self.rows_loaded + self.rows_rejected

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return its notes in both languages, for everyone who hears of the file."""
        return tuple(note.to_remark() for note in self.notes)

    @property
    def sheets_left(self) -> tuple[str, ...]:
        """List the sheets of which nothing was read, but those that only explain."""
        read = {sheet.sheet for sheet in self.sheets}
        noted = (note.sheet for note in self.notes if note.name != EXPLAINS)
        return tuple(dict.fromkeys(name for name in noted if name and name not in read))


def combine_facts(
    found: list[SheetFacts], notes: list[Note], source_file: str
) -> WorkbookReading:
    """Merge the sheets of a workbook and account for every row.

    Args:
        found: What each sheet holds.
        notes: Notes on the sheets that hold nothing.
        source_file: Name of the file.
    """
    found, copies = drop_copies(found)
    facts: dict[Kind, pl.DataFrame] = {}
    refused: dict[Kind, Refused] = {}
    for kind in dict.fromkeys(part.heading.kind for part in found):
        own = (part.facts for part in found if part.heading.kind == kind)
        facts[kind], refused[kind] = merge_rows(kind, own)
    rejects = [_rejects(p, refused[p.heading.kind], source_file) for p in found]
    sheets = tuple(
        _count(part, facts[part.heading.kind], bad)
        for part, bad in zip(found, rejects, strict=True)
    )
    repeated = (
        _note_repeated(part, sheet.rows_repeated)
        for part, sheet in zip(found, sheets, strict=True)
        if sheet.rows_repeated
    )
    payments = facts.get("spending")
    alike = () if payments is None else note_alike(payments)
    doubled = () if payments is None else _note_repeats(payments)
    return WorkbookReading(
        source_file=source_file,
        facts=facts,
        rejects=pl.concat(rejects),
        sheets=sheets,
        units=pl.concat(part.units for part in found),
        beside=pl.concat(part.beside for part in found),
        notes=(
            *notes,
            *copies,
            *(note for part in found for note in part.notes),
            *repeated,
            *_note_missing(sheets),
            *alike,
            *doubled,
            *note_split_amounts(found, notes),
        ),
    )


def _note_repeats(payments: pl.DataFrame) -> Iterator[Note]:
    """Yield what may count twice, by the amounts of all sheets together."""
    yield from note_doubled(payments)
    yield from note_growing(payments, SHEET)
    yield from note_copied_amounts(payments)


def _note_missing(sheets: tuple[SheetReading, ...]) -> Iterator[Note]:
    """Yield a note for each table without a row; a warning where the file has none.

    A heading in two languages, a row each, is one above another: nothing is missing.
    """
    filled = {(sheet.sheet, sheet.kind) for sheet in sheets if sheet.rows_read}
    severity: Severity = "note" if filled else "warning"
    for sheet in sheets:
        if not sheet.rows_read and (sheet.sheet, sheet.kind) not in filled:
            yield Note("rows_missing", severity, sheet.sheet)


def _note_repeated(part: SheetFacts, count: int) -> Note:
    """Report rows that were counted once; of payments also which money that drops."""
    if part.heading.kind != "spending":
        return Note("rows_repeated", "note", part.sheet, {"count": count})
    total = add_up(part.repeated["net_eur"])
    fields = {"count": count, "amount": say_money(total), "total": str(total)}
    return Note("payments_repeated", "warning", part.sheet, fields)


def _rejects(part: SheetFacts, refused: Refused, source_file: str) -> pl.DataFrame:
    """List what of a sheet was rejected, in the order of its rows."""
    listed = [part.rejects]
    for rule, rows in refused.items():
        own = _own(rows, part)[SOURCE_ROW]
        listed.append(reject_rows(part.texts, own, rule))
    return say_rejects(
        pl.concat(listed).sort("row_number", maintain_order=True),
        kind=part.heading.kind,
        source_file=source_file,
        sheet=part.sheet,
        multipliers=part.heading.multipliers,
    )


def _own(rows: pl.DataFrame, part: SheetFacts) -> pl.DataFrame:
    """Return the rows of one table: a sheet may hold several."""
    heading = part.heading
    is_own = (pl.col(SHEET) == part.sheet) & (pl.col(SOURCE_ROW) > heading.row)
    if heading.last is not None:
        is_own &= pl.col(SOURCE_ROW) <= heading.last
    return rows.filter(is_own)


def _count(part: SheetFacts, kept: pl.DataFrame, bad: pl.DataFrame) -> SheetReading:
    loaded = _own(kept, part).height
    rejected = bad["row_number"].n_unique()
    return SheetReading(
        sheet=part.sheet,
        kind=part.heading.kind,
        heading_row=part.heading.row,
        rows_read=part.rows_read,
        rows_loaded=loaded,
        rows_rejected=rejected,
        rows_repeated=part.rows_read - loaded - rejected,
        totals_skipped=part.totals,
        mapping=part.mapping,
        rows_left_out=part.left_out,
    )
