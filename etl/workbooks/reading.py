"""Read a workbook: what it is, its good rows, and everything that was rejected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import only_explains, read_words
from etl.workbooks.contract.notes import Note, quote_some, say_both
from etl.workbooks.files.csv_files import read_delimited
from etl.workbooks.files.limits import LIMITS, FileLimits
from etl.workbooks.files.package import OLE_MAGIC, PDF_MAGIC, ZIP_MAGIC
from etl.workbooks.files.parquet import PARQUET_MAGIC, read_parquet
from etl.workbooks.files.xlsx import read_xlsx
from etl.workbooks.headings.headings import (
    Heading,
    NearMiss,
    Stop,
    columns_of,
)
from etl.workbooks.headings.naming import OVER, name_heading
from etl.workbooks.headings.periods import columns_of_periods
from etl.workbooks.mappings.apply import apply_mapping
from etl.workbooks.mappings.recognise import find_fit
from etl.workbooks.rows.facts import SheetFacts, read_facts
from etl.workbooks.tables.layout import count_rows, find_tables
from etl.workbooks.whole_workbook import EXPLAINS, WorkbookReading, combine_facts
from pazanga.errors import WorkbookError
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Row
    from etl.workbooks.mappings.model import LedgerMapping
    from etl.workbooks.mappings.recognise import Fit
    from pazanga.texts import Language

_MARK_ROWS: Final = 5
_HIDDEN: Final = "sheet_hidden"
"""Note on a sheet that may hold what was looked for."""

ENDINGS: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


def read_workbook(
    path: Path,
    *,
    name: str | None = None,
    limits: FileLimits = LIMITS,
    mappings: Sequence[LedgerMapping] = (),
) -> WorkbookReading:
    """Read a workbook that people filled in, XLSX or CSV, or a program as Parquet.

    Args:
        path: The file.
        name: Name it is known by, where that is not the name of the file.
        limits: How large it may be.
        mappings: How ledgers of another layout are read.

    Raises:
        WorkbookError: It cannot be read safely, or holds no sheet of a known kind.
    """
    source_file = name or path.name
    try:
        sheets, notes = read_sheets(path, limits, mappings)
        return _read_all(sheets, notes, source_file, mappings)
    except WorkbookError as error:
        error.fields.setdefault("name", source_file)
        raise


def read_sheets(
    path: Path, limits: FileLimits, mappings: Sequence[LedgerMapping] = ()
) -> tuple[list[Sheet], list[Note]]:
    """Read the sheets of a file, by a reader chosen by what it begins with.

    Args:
        path: The file.
        limits: How large it may be.
        mappings: How ledgers of another layout are read.

    Raises:
        WorkbookError: It cannot be read safely.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(len(OLE_MAGIC))
    except OSError as error:
        raise WorkbookError("unreadable", reason=error) from error
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

    def find_other(rows: Sequence[Row]) -> int | None:
        fit = find_fit(rows, mappings)
        return fit.row if fit else None

    return read_delimited(path, limits, find_other)


def _read_all(
    sheets: list[Sheet],
    notes: list[Note],
    source_file: str,
    mappings: Sequence[LedgerMapping],
) -> WorkbookReading:
    found: list[SheetFacts] = []
    near: list[NearMiss] = []
    is_whole = True
    stem = PurePath(source_file).stem
    for sheet in (replace(s, beside=(*s.beside, stem)) for s in sheets):
        if _is_ignored(sheet):
            notes.append(_note_sheet(EXPLAINS, sheet))
            continue
        tables = find_tables(sheet)
        fit = _find_fit(sheet, tables, mappings)
        is_ours = fit is None and any(isinstance(t, Heading) for t in tables)
        is_whole &= is_ours or not sheet.rows.height
        for read in _read_sheet(sheet, tables, fit, source_file):
            if isinstance(read, SheetFacts):
                found.append(read)
            else:
                notes.append(read)
        near += [t for t in tables if isinstance(t, NearMiss) and not fit]
    if not found:
        raise _nothing_found(near, notes)
    return replace(combine_facts(found, notes, source_file), is_whole=is_whole)


def _read_sheet(
    sheet: Sheet,
    tables: Sequence[Heading | NearMiss],
    fit: Fit | None,
    source_file: str,
) -> Iterator[SheetFacts | Note]:
    """Yield what each table of a sheet holds, or why it is not read."""
    if fit:
        yield _read_mapped(sheet, fit, source_file)
        return
    if not tables and sheet.rows.height:
        yield _not_recognised(sheet)
    for table in tables:
        if isinstance(table, Heading):
            read = table.stop or read_facts(sheet, table, source_file)
            yield _say_stop(sheet, table, read) if isinstance(read, Stop) else read
        else:
            is_alone = not any(isinstance(other, Heading) for other in tables)
            yield _lacks_columns(sheet, table, is_alone=is_alone)


def _find_fit(
    sheet: Sheet,
    tables: Sequence[Heading | NearMiss],
    mappings: Sequence[LedgerMapping],
) -> Fit | None:
    """Find the mapping that reads a sheet; our own layout wins unless one says so."""
    if not mappings:
        return None
    is_ours = any(isinstance(table, Heading) for table in tables)
    asked = [mapping for mapping in mappings if mapping.before_ours or not is_ours]
    return find_fit(sheet.head(), asked)


def _read_mapped(sheet: Sheet, fit: Fit, source_file: str) -> SheetFacts | Note:
    mapped = apply_mapping(sheet, fit)
    facts = read_facts(mapped.sheet, mapped.heading, source_file, mapped.refused)
    if isinstance(facts, Stop):
        return _say_stop(sheet, mapped.heading, facts)
    own = [note for note in facts.notes if note.name != "column_said_above"]
    return replace(
        facts,
        mapping=fit.mapping.name,
        left_out=sum(len(rule.rows) for rule in mapped.left_out),
        notes=(*mapped.notes, *own),
    )


def _say_stop(sheet: Sheet, heading: Heading, stop: Stop) -> Note:
    rows = count_rows(sheet, heading)
    fields = {"rows": rows, **stop.fields}
    return Note(stop.name, "error", sheet.name, fields)


def _is_ignored(sheet: Sheet) -> bool:
    """Whether a sheet only explains, by its name or by the mark at its start."""
    words = read_words()
    if only_explains(sheet.name):
        return True
    cells = (cell for _, row in sheet.head()[:_MARK_ROWS] for cell in row if cell)
    return any(cell.strip().lower().startswith(words.ignore_mark) for cell in cells)


def _note_sheet(name: str, sheet: Sheet) -> Note:
    return Note(name, "note", sheet.name)


def _not_recognised(sheet: Sheet) -> Note:
    if why := columns_of_periods(sheet.head()):
        return Note(why, "error", sheet.name)
    return _note_sheet("sheet_not_recognised", sheet)


def _lacks_columns(sheet: Sheet, near: NearMiss, *, is_alone: bool) -> Note:
    why = near.why or columns_of_periods(sheet.head())
    if is_alone and not (near.is_near or why):
        return _not_recognised(sheet)
    fields = {"row": near.row, "rows": count_rows(sheet, near), **_describe(near)}
    return Note(why or "sheet_lacks_columns", "error", sheet.name, fields)


def _nothing_found(near: Sequence[NearMiss], notes: list[Note]) -> WorkbookError:
    """Return why nothing was read: what stopped the first table, if one is there."""
    nearest = max(near, key=lambda miss: miss.found, default=None)
    stops = [note for note in notes if note.severity == "error"]
    is_usual = [note.name for note in stops] == ["sheet_lacks_columns"]
    if nearest and nearest.is_near and is_usual:
        return WorkbookError("columns_missing", row=nearest.row, **_describe(nearest))
    stops = stops or [note for note in notes if note.name == _HIDDEN]
    if not stops:
        return WorkbookError("not_recognised")
    reason = {language: _say_place(stops[0], language) for language in LANGUAGES}
    return WorkbookError("nothing_loaded", reason=reason)


def _say_place(note: Note, language: Language) -> str:
    quotes = "„{}“: " if language == "lt" else "“{}”: "
    place = quotes.format(note.sheet) if note.sheet else ""
    return place + note.text(language)


def _describe(near: NearMiss) -> dict[str, dict[str, str]]:
    """Describe the kind and the columns that a heading lacks, or has twice."""
    columns = columns_of(near.kind)
    wrong = {*near.missing, *near.twice}
    twice = {name: _quote_names(near, name) for name in near.twice}
    return {
        "kind": say_both(f"sheets.{near.kind}"),
        "columns": {
            "lt": ", ".join(
                f"„{c.lt}“{twice.get(c.name, {}).get('lt', '')}"
                for c in columns
                if c.name in wrong
            ),
            "en": ", ".join(
                f"“{c.en}”{twice.get(c.name, {}).get('en', '')}"
                for c in columns
                if c.name in wrong
            ),
        },
    }


def _quote_names(near: NearMiss, name: str) -> dict[str, str]:
    """Return the headings that name one column, in brackets; empty: one alone."""
    named = ((text, name_heading(near.kind, text)) for text in near.texts)
    said = quote_some(
        text.replace(OVER, " ").strip() for text, of in named if of and of.name == name
    )
    return {language: f" ({text})" for language, text in said.items()}
