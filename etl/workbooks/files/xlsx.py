"""Sheets of an XLSX file, every cell as text; looked over before they are read."""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fastexcel
import polars as pl

from etl.workbooks.cells.number_forms import PLAIN_FORM, NumberForm
from etl.workbooks.cells.words import only_explains
from etl.workbooks.contract.notes import DAMAGED, Note
from etl.workbooks.files.beside import Beside, read_beside
from etl.workbooks.files.canonical import rewrite, write_sheet, write_texts
from etl.workbooks.files.formulas import note_formulas
from etl.workbooks.files.package import Package, SheetPart, inspect_package
from etl.workbooks.files.sheet_extent import Extent, survey
from etl.workbooks.files.sheet_xml import (
    find_hidden,
    find_late,
    find_numbers,
    find_styled,
    find_uncomputed,
    has_style,
)
from etl.workbooks.files.sheets import ROW, Sheet
from etl.workbooks.files.texts import STRUCK
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from etl.workbooks.files.limits import FileLimits
    from etl.workbooks.files.sheet_cells import SheetCell
    from etl.workbooks.files.sheets import NumberCells

Marks = dict[str, dict[int, str]]
"""Texts to put into cells: by column, by row counted from the first."""

_NOT_COMPUTED: Final = "#CALC!"
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00", re.ASCII)
_OTHER_READERS: Final = frozenset({".xls", ".xla", ".xlsb", ".ods"})
_PANIC: Final = "PanicException"
_FORMULA_ERRORS: Final = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


def read_xlsx(path: Path, limits: FileLimits) -> tuple[list[Sheet], list[Note]]:
    """Read the visible sheets of a workbook; hidden ones are noted.

    Raises:
        WorkbookError: Encrypted, damaged, too large, or no workbook at all.
    """
    original = inspect_package(path, limits)
    package, extents = _survey(original, limits)
    visible = [part for part in package.sheets if part.is_visible]
    with _broken_as_error():
        reader = fastexcel.read_excel(_named_as_it_is(package))
        if not {part.name for part in visible} <= set(reader.sheet_names):
            raise WorkbookError("broken", reason="xl/workbook.xml")
        beside = {part.part: read_beside(original, part) for part in visible}
        sheets = [
            _read_sheet(package, part, reader, extents[part.part], beside[part.part])
            for part in visible
        ]
    notes = [
        Note("struck_by_rule", "warning", part.shown, {"ranges": said})
        for part in visible
        if (said := beside[part.part].struck)
    ]
    notes += [
        Note("hidden_by_rule", "warning", part.shown, {"ranges": said})
        for part in visible
        if (said := beside[part.part].hidden)
    ]
    notes += note_formulas(original)
    notes += [
        Note("sheet_hidden", "note", part.shown)
        for part in package.sheets
        if not part.is_visible and not only_explains(part.name)
    ]
    return sheets, notes


def _named_as_it_is(package: Package) -> Path:
    """Return a path to the file that ends as it should: the reader goes by the name.

    Programs write XLSX files and call them `.xls`.
    """
    if package.path.suffix.lower() not in _OTHER_READERS:
        return package.path
    folder = Path(tempfile.mkdtemp())
    weakref.finalize(package, shutil.rmtree, folder, ignore_errors=True)
    link = folder / "book.xlsx"
    link.symlink_to(package.path.absolute())
    return link


def _survey(package: Package, limits: FileLimits) -> tuple[Package, dict[str, Extent]]:
    """List the sheets that are shown; odd sheets are read from a plain copy."""
    extents = _find_extents(package, limits)
    texts = {name: write_texts(package.chunks(name)) for name in package.odd_texts}
    odd = [part for part, extent in extents.items() if extent.is_odd]
    parts = texts | {part: write_sheet(package.chunks(part)) for part in odd}
    if not parts:
        return package, extents
    folder = Path(tempfile.mkdtemp())
    copy = inspect_package(rewrite(package.path, parts, folder), limits)
    # The copy is needed as long as cells are looked for in it.
    weakref.finalize(copy, shutil.rmtree, folder, ignore_errors=True)
    return copy, _find_extents(copy, limits)


def _find_extents(package: Package, limits: FileLimits) -> dict[str, Extent]:
    extents: dict[str, Extent] = {}
    for part in package.sheets:
        if part.is_visible:
            extent = survey(partial(package.chunks, part.part))
            _check_extent(extent, part, limits)
            extents[part.part] = extent
    return extents


def _read_sheet(
    package: Package,
    part: SheetPart,
    reader: fastexcel.ExcelReader,
    extent: Extent,
    beside: Beside,
) -> Sheet:
    rows = _load(reader, part.name, extent)
    if extent.has_uncomputed or (package.doubts_zero and extent.has_zero):
        cells = find_uncomputed(
            package.chunks(part.part), doubts_zero=package.doubts_zero
        )
        rows = _mark_uncomputed(rows, cells)
    if extent.has_late:
        rows = _mark_late(rows, find_late(package.chunks(part.part)))
    if package.struck:
        cells = find_styled(package.chunks(part.part), package.struck)
        rows = _mark_struck(rows, cells)
    return Sheet(
        name=part.shown,
        rows=rows,
        epoch=package.epoch,
        forms=frozenset(package.forms.values()),
        is_typed=True,
        merges=beside.merges,
        beside=beside.texts,
        hidden=find_hidden(package.chunks(part.part)),
        pale=_find_pale(package, part),
        pictures=beside.pictures,
        number_cells=lambda columns: _number_cells(package, part, extent, columns),
    )


def _check_extent(extent: Extent, part: SheetPart, limits: FileLimits) -> None:
    area = extent.last_row * extent.last_column
    is_wide = extent.last_column > limits.columns
    is_sparse = area > max(limits.sparse_cells, part.size)
    if is_wide or is_sparse or extent.last_row > limits.rows or area > limits.cells:
        raise WorkbookError(
            "sheet_too_large",
            sheet=part.shown,
            rows=extent.last_row,
            columns=extent.last_column,
            row_limit=limits.rows,
            column_limit=limits.columns,
            cell_limit=limits.cells,
        )


def _load(reader: fastexcel.ExcelReader, name: str, extent: Extent) -> pl.DataFrame:
    """Load a sheet; a failed formula becomes the text that a person sees."""
    if not extent.first_row:
        return pl.DataFrame(schema={ROW: pl.Int64})
    sheet = reader.load_sheet(name, header_row=None, dtypes="string")
    batch, errors = sheet.to_arrow_with_errors()
    places = [str(c.absolute_index) for c in sheet.available_columns()]
    rows = pl.DataFrame(batch)
    rows.columns = places
    marks: Marks = {}
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        marks.setdefault(places[column], {})[row] = _error_text(error.detail)
    numbers = pl.int_range(extent.first_row, extent.first_row + rows.height)
    return _mark(rows, marks).select(numbers.cast(pl.Int64).alias(ROW), pl.all())


def _mark(rows: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    return rows.with_columns(
        rows[name].scatter(list(texts), list(texts.values()))
        for name, texts in marks.items()
    )


def _mark_uncomputed(rows: pl.DataFrame, cells: Iterable[SheetCell]) -> pl.DataFrame:
    """Mark an empty cell whose formula was never computed: it is not empty."""
    marks: Marks = {}
    first = rows[ROW].min() if rows.height else 0
    for cell in cells:
        name, row = str(cell.column - 1), cell.row - int(str(first))
        if name in rows.columns and 0 <= row < rows.height:
            marks.setdefault(name, {})[row] = _NOT_COMPUTED
    return _mark(rows, marks)


def _mark_late(rows: pl.DataFrame, cells: Iterable[SheetCell]) -> pl.DataFrame:
    """Write moments just before midnight on their own day: they were rounded up."""
    marks: Marks = {}
    first = int(str(rows[ROW].min())) if rows.height else 0
    for cell in cells:
        name, row = str(cell.column - 1), cell.row - first
        if name not in rows.columns or not 0 <= row < rows.height:
            continue
        if match := _MIDNIGHT.fullmatch(rows[name][row] or ""):
            day = date.fromisoformat(match[1]) - timedelta(days=1)
            marks.setdefault(name, {})[row] = f"{day} 23:59:59"
    return _mark(rows, marks)


def _mark_struck(rows: pl.DataFrame, cells: Iterable[SheetCell]) -> pl.DataFrame:
    """Mark what a person sees struck out: it may be meant not to count."""
    marks: Marks = {}
    first = int(str(rows[ROW].min())) if rows.height else 0
    for cell in cells:
        name, row = str(cell.column - 1), cell.row - first
        if name in rows.columns and 0 <= row < rows.height and rows[name][row]:
            marks.setdefault(name, {})[row] = f"{STRUCK}{rows[name][row]}"
    return _mark(rows, marks)


def _find_pale(package: Package, part: SheetPart) -> dict[int, set[int]]:
    """Find the rows of cells in the colour of their ground, by column."""
    found: dict[int, set[int]] = {}
    if package.pale and has_style(package.chunks(part.part), package.pale):
        for cell in find_styled(package.chunks(part.part), package.pale):
            found.setdefault(cell.column - 1, set()).add(cell.row)
    return found


def _error_text(detail: str) -> str:
    name = detail.rpartition("Error(")[2].split(")")[0]
    return _FORMULA_ERRORS.get(name, "#VALUE!")


def _number_cells(
    package: Package, part: SheetPart, extent: Extent, columns: Iterable[int]
) -> NumberCells:
    wanted: Collection[int] = {column + 1 for column in columns}
    found: dict[int, dict[int, NumberForm]] = {column - 1: {} for column in wanted}
    chunks = package.chunks(part.part)
    for column, row, style in find_numbers(chunks, wanted, is_usual=extent.is_usual):
        found[column - 1][row] = package.forms.get(style, PLAIN_FORM)
    return found


@contextmanager
def _broken_as_error() -> Iterator[None]:
    """Raise a clear error for what the reader of sheets raises, panics too."""
    try:
        yield
    except fastexcel.FastExcelError as error:
        if "password" in str(error).lower():
            raise WorkbookError("encrypted") from error
        raise WorkbookError("broken", reason=DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise WorkbookError("broken", reason=DAMAGED) from error
