"""Sheets of an XLSX file, every cell as text; looked over before they are read."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import fastexcel
import polars as pl

from etl.sources.workbooks.errors import Note, WorkbookError
from etl.sources.workbooks.package import Package, SheetPart, inspect_package
from etl.sources.workbooks.sheet_xml import (
    Cell,
    Extent,
    find_numbers,
    find_uncomputed,
    survey,
)
from etl.sources.workbooks.sheets import ROW, Sheet
from etl.sources.workbooks.words import only_explains

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from etl.sources.workbooks.limits import Limits
    from etl.sources.workbooks.sheets import NumberCells

Marks = dict[str, dict[int, str]]
"""Texts to put into cells: by column, by row counted from the first."""

_NOT_COMPUTED: Final = "#CALC!"
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


def read_xlsx(path: Path, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Read the visible sheets of a workbook; hidden ones are noted.

    Raises:
        WorkbookError: Encrypted, damaged, too large, or no workbook at all.
    """
    package = inspect_package(path, limits)
    visible = [part for part in package.sheets if part.is_visible]
    with _broken_as_error():
        reader = fastexcel.read_excel(path)
        if not {part.name for part in visible} <= set(reader.sheet_names):
            raise WorkbookError("broken", reason="xl/workbook.xml")
        sheets = [_read_sheet(package, part, reader, limits) for part in visible]
    notes = [
        Note("sheet_hidden", "note", part.name, {"sheet": part.name})
        for part in package.sheets
        if not part.is_visible and not only_explains(part.name)
    ]
    return sheets, notes


def _read_sheet(
    package: Package, part: SheetPart, reader: fastexcel.ExcelReader, limits: Limits
) -> Sheet:
    extent = survey(lambda: package.chunks(part.part))
    _check_extent(extent, part, limits)
    rows = _load(reader, part.name, extent)
    if extent.has_uncomputed:
        rows = _mark_uncomputed(rows, find_uncomputed(package.chunks(part.part)))
    return Sheet(
        name=part.name,
        rows=rows,
        epoch=package.epoch,
        has_percent=bool(package.percent_styles),
        is_typed=True,
        number_cells=lambda columns: _number_cells(package, part, extent, columns),
    )


def _check_extent(extent: Extent, part: SheetPart, limits: Limits) -> None:
    area = extent.last_row * extent.last_column
    is_wide = extent.last_column > limits.columns
    is_sparse = area > max(limits.sparse_cells, part.size)
    if is_wide or is_sparse or extent.last_row > limits.rows or area > limits.cells:
        raise WorkbookError(
            "sheet_too_large",
            sheet=part.name,
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


def _mark_uncomputed(rows: pl.DataFrame, cells: Iterable[Cell]) -> pl.DataFrame:
    """Say of an empty cell that its formula was never computed: it is not empty."""
    marks: Marks = {}
    first = rows[ROW].min() if rows.height else 0
    for cell in cells:
        name, row = str(cell.column - 1), cell.row - int(str(first))
        if name in rows.columns and 0 <= row < rows.height:
            marks.setdefault(name, {})[row] = _NOT_COMPUTED
    return _mark(rows, marks)


def _error_text(detail: str) -> str:
    name = detail.rpartition("Error(")[2].split(")")[0]
    return _FORMULA_ERRORS.get(name, "#VALUE!")


def _number_cells(
    package: Package, part: SheetPart, extent: Extent, columns: Iterable[int]
) -> NumberCells:
    wanted: Collection[int] = {column + 1 for column in columns}
    found: dict[int, dict[int, bool]] = {column - 1: {} for column in wanted}
    chunks = package.chunks(part.part)
    for column, row, style in find_numbers(chunks, wanted, is_usual=extent.is_usual):
        found[column - 1][row] = style in package.percent_styles
    return found


@contextmanager
def _broken_as_error() -> Iterator[None]:
    """Turn what the reader of sheets raises, panics too, into a clear error."""
    try:
        yield
    except fastexcel.FastExcelError as error:
        if "password" in str(error).lower():
            raise WorkbookError("encrypted") from error
        raise WorkbookError("broken", reason=str(error).split("\n")[0]) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise WorkbookError("broken", reason="panic") from error
