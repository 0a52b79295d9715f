"""Read a workbook: what it is, its good rows, and everything that was put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.sources.workbooks.delimited import read_delimited
from etl.sources.workbooks.errors import Note, WorkbookError
from etl.sources.workbooks.facts import SheetFacts, read_facts
from etl.sources.workbooks.headings import (
    Heading,
    NearMiss,
    columns_of,
    find_heading,
)
from etl.sources.workbooks.limits import LIMITS, Limits
from etl.sources.workbooks.package import OLE_MAGIC, PDF_MAGIC, ZIP_MAGIC
from etl.sources.workbooks.parquet import PARQUET_MAGIC, read_parquet
from etl.sources.workbooks.readings import WorkbookReading, combine_facts
from etl.sources.workbooks.words import only_explains, read_words
from etl.sources.workbooks.xlsx import read_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from etl.sources.workbooks.sheets import Sheet

_MARK_ROWS: Final = 5
ENDINGS: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


def read_workbook(
    path: Path, *, name: str | None = None, limits: Limits = LIMITS
) -> WorkbookReading:
    """Read a workbook that people filled in, XLSX or CSV, or a program as Parquet.

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
    if start.startswith(PDF_MAGIC):
        raise WorkbookError("document")
    if start.startswith(ZIP_MAGIC):
        return read_xlsx(path, limits)
    if start.startswith(PARQUET_MAGIC):
        return read_parquet(path, limits)
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
    return combine_facts(found, notes, source_file)


def _is_ignored(sheet: Sheet) -> bool:
    """Tell a sheet that only explains, by its name or by the mark at its start."""
    words = read_words()
    if only_explains(sheet.name):
        return True
    cells = (cell for _, row in sheet.head()[:_MARK_ROWS] for cell in row if cell)
    return any(cell.strip().lower().startswith(words.ignore_mark) for cell in cells)


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
