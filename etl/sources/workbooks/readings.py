"""What a whole workbook holds: its sheets put together, every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from etl.sources.workbooks.errors import Note
from etl.sources.workbooks.facts import SOURCE_ROW
from etl.sources.workbooks.merging import SHEET, merge_rows
from etl.sources.workbooks.rejects import reject_rows, say_rejects

if TYPE_CHECKING:
    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks.facts import SheetFacts
    from etl.sources.workbooks.merging import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What became of one sheet.

    `rows_read` = `rows_loaded` + `rows_rejected` + `rows_repeated`.

    Attributes:
        sheet: Name of the sheet; empty for CSV.
        kind: What it was recognised as.
        heading_row: Last row of its heading.
        rows_read: Rows of data under the heading.
        rows_loaded: Good rows.
        rows_rejected: Rows put aside.
        rows_repeated: Rows that say the same as an earlier one.
        totals_skipped: Rows that add up others.
    """

    sheet: str
    kind: Kind
    heading_row: int
    rows_read: int
    rows_loaded: int
    rows_rejected: int
    rows_repeated: int
    totals_skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookReading:
    """What a workbook holds.

    Attributes:
        source_file: Name of the file.
        facts: Good rows of each kind in it, as its contract says.
        rejects: Cells and rows put aside, as `Reject` says.
        sheets: What became of each sheet that was recognised.
        notes: What else a person should know.
    """

    source_file: str
    facts: dict[Kind, pl.DataFrame]
    rejects: pl.DataFrame
    sheets: tuple[SheetReading, ...]
    notes: tuple[Note, ...] = ()

    @property
    def rows_loaded(self) -> int:
        """Count the good rows of all kinds."""
        return sum(frame.height for frame in self.facts.values())

    @property
    def rows_rejected(self) -> int:
        """Count the rows put aside."""
        return sum(sheet.rows_rejected for sheet in self.sheets)


def combine_facts(
    found: list[SheetFacts], notes: list[Note], source_file: str
) -> WorkbookReading:
    """Put the sheets of a workbook together and account for every row.

    Args:
        found: What each sheet holds.
        notes: Notes on the sheets that hold nothing.
        source_file: Name of the file.
    """
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
        Note("rows_repeated", "note", sheet.sheet, {"count": sheet.rows_repeated})
        for sheet in sheets
        if sheet.rows_repeated
    )
    return WorkbookReading(
        source_file=source_file,
        facts=facts,
        rejects=pl.concat(rejects),
        sheets=sheets,
        notes=(*notes, *(note for part in found for note in part.notes), *repeated),
    )


def _rejects(part: SheetFacts, refused: Refused, source_file: str) -> pl.DataFrame:
    """List what of a sheet was put aside, in the order of its rows."""
    listed = [part.rejects]
    for rule, rows in refused.items():
        own = rows.filter(pl.col(SHEET) == part.sheet)[SOURCE_ROW]
        listed.append(reject_rows(part.texts, own, rule))
    return say_rejects(
        pl.concat(listed).sort("row_number", maintain_order=True),
        kind=part.heading.kind,
        source_file=source_file,
        sheet=part.sheet,
        multipliers=part.heading.multipliers,
    )


def _count(part: SheetFacts, kept: pl.DataFrame, bad: pl.DataFrame) -> SheetReading:
    loaded = kept.filter(pl.col(SHEET) == part.sheet).height
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
    )
