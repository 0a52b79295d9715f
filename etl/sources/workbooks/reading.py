"""Read a workbook: what it is, its good rows, and everything that was put aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.sources.workbooks.delimited import read_delimited
from etl.sources.workbooks.errors import Note, WorkbookError
from etl.sources.workbooks.facts import SOURCE_ROW, SheetFacts, read_facts
from etl.sources.workbooks.headings import (
    Heading,
    NearMiss,
    columns_of,
    find_heading,
)
from etl.sources.workbooks.limits import LIMITS, Limits
from etl.sources.workbooks.merging import SHEET, merge_rows
from etl.sources.workbooks.package import OLE_MAGIC, ZIP_MAGIC
from etl.sources.workbooks.rejects import reject_rows, say_rejects
from etl.sources.workbooks.words import only_explains, read_words
from etl.sources.workbooks.xlsx import read_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks.sheets import Sheet

_MARK_ROWS: Final = 5
ENDINGS: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


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
    notes: tuple[Note, ...] = field(default=())

    @property
    def rows_loaded(self) -> int:
        """Count the good rows of all kinds."""
        return sum(frame.height for frame in self.facts.values())

    @property
    def rows_rejected(self) -> int:
        """Count the rows put aside."""
        return sum(sheet.rows_rejected for sheet in self.sheets)


def read_workbook(
    path: Path, *, name: str | None = None, limits: Limits = LIMITS
) -> WorkbookReading:
    """Read a workbook that people filled in, XLSX or CSV.

    Args:
        path: The file.
        name: Name it is known by, where that is not the name of the file.
        limits: How large it may be.

    Raises:
        WorkbookError: It cannot be read safely, or holds no sheet of a known kind.
    """
    source_file = name or path.name
    try:
        sheets, notes = _read_sheets(path, limits)
        return _read_all(sheets, notes, source_file)
    except WorkbookError as error:
        error.fields.setdefault("name", source_file)
        raise


def _read_sheets(path: Path, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Choose the reader by what the file begins with, not by its name."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(OLE_MAGIC))
    except OSError as error:
        raise WorkbookError("unreadable", reason=error.strerror or "") from error
    if size > limits.file_bytes:
        found, limit = size // 2**20, limits.file_bytes // 2**20
        raise WorkbookError("file_too_large", found=found, limit=limit)
    if not size:
        raise WorkbookError("empty")
    if start == OLE_MAGIC:
        raise WorkbookError("encrypted_or_old")
    if start.startswith(ZIP_MAGIC):
        return read_xlsx(path, limits)
    if path.suffix.lower() not in ENDINGS[2:]:
        raise WorkbookError("not_a_workbook")
    return read_delimited(path, limits)


def _read_all(
    sheets: list[Sheet], notes: list[Note], source_file: str
) -> WorkbookReading:
    found: list[SheetFacts] = []
    nearest: NearMiss | None = None
    for sheet in sheets:
        heading = None if _is_ignored(sheet) else find_heading(sheet.head())
        if isinstance(heading, Heading):
            found.append(read_facts(sheet, heading, source_file))
        elif _is_ignored(sheet):
            notes.append(_note_sheet("sheet_ignored", sheet))
        elif sheet.rows.height:
            notes.append(_not_recognised(sheet, heading))
        if isinstance(heading, NearMiss):
            nearest = max(nearest or heading, heading, key=lambda miss: miss.found)
    if not found:
        raise _nothing_found(nearest)
    return _combine(found, notes, source_file)


def _is_ignored(sheet: Sheet) -> bool:
    """Tell a sheet that only explains, by its name or by the mark at its start."""
    words = read_words()
    if only_explains(sheet.name):
        return True
    cells = (cell for _, row in sheet.head()[:_MARK_ROWS] for cell in row if cell)
    return any(cell.strip().lower().startswith(words.ignore_mark) for cell in cells)


def _combine(
    found: list[SheetFacts], notes: list[Note], source_file: str
) -> WorkbookReading:
    facts: dict[Kind, pl.DataFrame] = {}
    rejects: dict[str, list[pl.DataFrame]] = {
        part.sheet: [part.rejects] for part in found
    }
    for kind in dict.fromkeys(part.heading.kind for part in found):
        parts = [part for part in found if part.heading.kind == kind]
        facts[kind], refused = merge_rows(kind, (part.facts for part in parts))
        for part in parts:
            for rule, rows in refused.items():
                own = rows.filter(pl.col(SHEET) == part.sheet)[SOURCE_ROW]
                rejects[part.sheet].append(reject_rows(part.texts, own, rule))
    said = [
        say_rejects(
            pl.concat(rejects[part.sheet]).sort("row_number", maintain_order=True),
            kind=part.heading.kind,
            source_file=source_file,
            sheet=part.sheet,
        )
        for part in found
    ]
    read = [
        _count(part, facts[part.heading.kind], bad)
        for part, bad in zip(found, said, strict=True)
    ]
    notes += [note for part in found for note in part.notes]
    notes += [
        Note("rows_repeated", "note", sheet.sheet, {"count": sheet.rows_repeated})
        for sheet in read
        if sheet.rows_repeated
    ]
    return WorkbookReading(
        source_file=source_file,
        facts=facts,
        rejects=pl.concat(said),
        sheets=tuple(read),
        notes=tuple(notes),
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


def _note_sheet(name: str, sheet: Sheet) -> Note:
    return Note(name, "note", sheet.name, {"sheet": sheet.name})


def _not_recognised(sheet: Sheet, near: NearMiss | None) -> Note:
    if near is None or not near.is_near:
        return _note_sheet("sheet_not_recognised", sheet)
    fields = {"sheet": sheet.name, "row": near.row, **_describe(near)}
    return Note("sheet_lacks_columns", "error", sheet.name, fields)


def _nothing_found(near: NearMiss | None) -> WorkbookError:
    if near is None or not near.is_near:
        return WorkbookError("not_recognised")
    return WorkbookError("columns_missing", row=near.row, **_describe(near))


def _describe(near: NearMiss) -> dict[str, dict[str, str] | str]:
    """Name the kind and the columns that a heading lacks, or names twice."""
    columns = columns_of(near.kind)
    wrong = {*near.missing, *near.twice}
    return {
        "kind": near.kind,
        "columns": {
            "lt": ", ".join(f"„{c.lt}“" for c in columns if c.name in wrong),
            "en": ", ".join(f"“{c.en}”" for c in columns if c.name in wrong),
        },
    }
