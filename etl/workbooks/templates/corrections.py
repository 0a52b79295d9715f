"""Rejected rows, as a workbook to correct and load again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from etl.workbooks.cells.words import read_words
from etl.workbooks.contract.contract import KINDS, Kind
from etl.workbooks.contract.notes import say
from etl.workbooks.headings.headings import FactColumn, columns_of
from etl.workbooks.rows.cancelled import RULE as CANCELLED
from etl.workbooks.templates.sheets import (
    sheet_name,
    template_columns,
    write_headings,
)
from pazanga.errors import WorkbookError
from pazanga.files.spreadsheets import neutralise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from pazanga.texts import Language

_PLACE: Final = ("source_file", "sheet", "row_number")
_MARK: Final = "row_mark"
_MADE_UP: Final = "is_synthetic"
_MOST_ROWS: Final = 1_000_000
_WIDTH: Final = 16
_REASON_WIDTH: Final = 80
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "heading": {"bold": True, "text_wrap": True, "valign": "top"},
    "plain": {"num_format": "@", "valign": "top"},
    "marked": {"num_format": "@", "valign": "top", "bg_color": "#FBE3D6"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "quiet": {"num_format": "@", "valign": "top", "font_color": "#6B7280"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSheet:
    """A sheet of the workbook: rows of one kind whose headings have the same units.

    Attributes:
        name: Name of the sheet.
        kind: Kind of the rows.
        rejects: Rejected cells and rows.
        multipliers: 1000 for a column in thousands, for the columns that have one.
    """

    name: str
    kind: Kind
    rejects: pl.DataFrame
    multipliers: dict[str, int]

    def columns(self) -> list[FactColumn]:
        """Return the columns of the template and the mark of made-up rows."""
        columns = template_columns(self.kind)
        if self.rejects["raw_cells"].str.contains(f'"{_MADE_UP}":"').any():
            columns += [c for c in columns_of(self.kind) if c.name == _MADE_UP]
        return columns

    def has_states(self) -> bool:
        """Whether a row was rejected for a state that is no cell of the template."""
        return bool((self.rejects["rule"] == CANCELLED).any())

    def place(self) -> list[str]:
        """Return what tells rows apart: two files may have the same name."""
        return [*_PLACE, _MARK] if _MARK in self.rejects.columns else [*_PLACE]


def write_rejects(
    rejects: pl.DataFrame, target: Path | BinaryIO, language: Language = "lt"
) -> None:
    """Write rejected rows with their cells as they were, and why.

    Each row stands once, on the sheet of its kind, under the headings of the template;
    cells that break a rule are marked. Corrected, the file loads like any other: the
    columns with the reason and the place are left aside, and by the column with the
    mark it is known which row was corrected.

    Args:
        rejects: Rejected cells and rows, as `Reject` says, with the `row_mark` that
            `mark_rows` gives where it is known.
        target: File to write, or a stream.
        language: Language of the reasons.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        for page in _list_pages(rejects, language):
            _write_page(workbook, page, language)
        if rejects.is_empty():
            sheet = workbook.add_worksheet(say("sheets.example", "lt", {}))
            sheet.write_string(0, 0, read_words().ignore_mark)


def save_rejects(rejects: pl.DataFrame, path: Path, language: Language) -> None:
    """Write rejected rows to a file, see `write_rejects`.

    Raises:
        WorkbookError: It cannot be written there.
    """
    try:
        write_rejects(rejects, path, language)
    except (OSError, FileCreateError) as error:
        raise WorkbookError("unwritable", name=str(path), reason=error) from error


def _list_pages(rejects: pl.DataFrame, language: Language) -> Iterator[CorrectionSheet]:
    """Group the rows by kind and unit: a number keeps what its heading meant.

    Where rows are more than a sheet can hold, they continue on the next sheet; rows of
    one place stay together.
    """
    place = pl.struct(_PLACE).rle_id() // _MOST_ROWS
    for kind in KINDS:
        own = rejects.filter(pl.col("kind").cast(pl.String) == kind)
        parts = own.group_by("multipliers", place.alias("part"), maintain_order=True)
        for number, ((multipliers, _), rows) in enumerate(parts, start=1):
            name = sheet_name(kind, language)
            yield CorrectionSheet(
                name=name if number == 1 else f"{name} {number}",
                kind=kind,
                rejects=rows,
                multipliers=json.loads(str(multipliers)) if multipliers else {},
            )


def _write_page(
    workbook: Any,  # noqa: ANN401 - the library has no types
    page: CorrectionSheet,
    language: Language,
) -> None:
    formats = {name: workbook.add_format(form) for name, form in _FORMATS.items()}
    sheet = workbook.add_worksheet(page.name)
    columns = page.columns()
    names, end = [column.name for column in columns], len(columns)
    write_headings(sheet, columns, formats["heading"])
    _write_units(sheet, page, columns, formats["heading"])
    if page.has_states():
        title = say("sheets.state", language, {})
        sheet.write_string(0, end, title, formats["heading"])
        names, end = [*names, CANCELLED], end + 1
    sheet.set_column(0, end - 1, _WIDTH, formats["plain"])
    sheet.set_column(end, end, _REASON_WIDTH, formats["wrapped"])
    sheet.set_column(end + 1, end + 4, _WIDTH)
    for place, title in enumerate(_extra_titles(page, language), start=end):
        sheet.write_string(0, place, title, formats["heading"])
    groups = page.rejects.group_by(*page.place(), maintain_order=True)
    for line, (where, found) in enumerate(groups, start=1):
        _write_cells(sheet, line, found, names, formats)
        reason = _reasons(page.kind, found, language)
        sheet.write_string(line, end, neutralise(reason), formats["wrapped"])
        for place, text in enumerate(map(str, where), start=end + 1):
            sheet.write_string(line, place, neutralise(text), formats["quiet"])


def _write_units(
    sheet: Any,  # noqa: ANN401 - the library has no types
    page: CorrectionSheet,
    columns: list[FactColumn],
    form: Any,  # noqa: ANN401
) -> None:
    """Write into the heading that a column counts thousands, as its own heading did."""
    for place, column in enumerate(columns):
        if multiplier := page.multipliers.get(column.name):
            lt, en = (
                say(f"sheets.multiplier_{multiplier}", language, {})
                for language in ("lt", "en")
            )
            sheet.write_string(0, place, f"{column.lt}, {lt}\n{column.en}, {en}", form)


def _write_cells(
    sheet: Any,  # noqa: ANN401 - the library has no types
    line: int,
    found: pl.DataFrame,
    names: list[str],
    formats: dict[str, Any],
) -> None:
    """Write the cells of a row as they were; those that break a rule are marked."""
    cells = json.loads(found["raw_cells"][0])
    broken = set(found["column_name"])
    # Sent back as it is, the row is rejected again: the state stands in it.
    for state in found.filter(pl.col("rule") == CANCELLED)["raw_value"]:
        cells[CANCELLED] = state
        broken.add(CANCELLED)
    for place, name in enumerate(names):
        text = cells.get(name)
        form = formats["marked" if name in broken else "plain"]
        if text is None:
            sheet.write_blank(line, place, None, form)
        else:
            sheet.write_string(line, place, neutralise(text), form)


def _extra_titles(page: CorrectionSheet, language: Language) -> list[str]:
    """List the titles after those of the template: why, where, and the mark."""
    marks = [c.label(language) for c in columns_of(page.kind) if c.name == "corrects"]
    titles = say("sheets.place_titles", language, {}).split("|") + marks
    return [say("sheets.reason", language, {}), *titles[: len(page.place())]]


def _reasons(kind: Kind, found: pl.DataFrame, language: Language) -> str:
    """Format what is wrong with a row, a line for each cell."""
    labels = {column.name: column.label(language) for column in columns_of(kind)}
    said = []
    column = "reason_lt" if language == "lt" else "reason"
    for name, raw, reason in found.select("column_name", "raw_value", column).rows():
        label = labels.get(name)
        value = f" „{raw}“" if raw else ""
        said.append(f"{label}{value}: {reason}" if label else f"{reason}{value}")
    return "\n".join(dict.fromkeys(said))
