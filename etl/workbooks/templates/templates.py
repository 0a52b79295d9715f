"""Empty workbooks to fill in: documented headings, drop-downs, an example."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import xlsxwriter

from etl.workbooks.cells.parser import FIRST_YEAR, LAST_YEAR
from etl.workbooks.contract.contract import SCHEMAS, Kind
from etl.workbooks.templates.sheets import (
    FORMATS,
    cell_format,
    column_width,
    sheet_name,
    template_columns,
    write_example,
    write_headings,
    write_instructions,
    write_lists,
)
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from pathlib import Path

    from etl.workbooks.headings.headings import FactColumn
    from pazanga.texts import Language

__all__ = ["sheet_name", "template_columns", "write_headings", "write_template"]

READY_ROWS: Final = 5000
"""Rows with drop-downs and checks; more can be filled in without them."""

_OPEN_LISTS: Final = ("measure", "subject")
_MAX_INPUT: Final = 255
_MAX_TITLE: Final = 32
_MADE_ON: Final = datetime(2024, 1, 1, tzinfo=UTC)
_LARGEST: Final = 99_999_999_999_999


def write_template(kind: Kind, path: Path, language: Language = "lt") -> None:
    """Write an empty workbook of a kind; its ending says whether XLSX or CSV.

    Headings are in both languages; drop-downs offer the words of one. The sheets with
    instructions, an example and lists are never loaded.

    Args:
        kind: Kind of workbook.
        path: File to write, `.xlsx` or `.csv`.
        language: Language of the drop-downs.

    Raises:
        WorkbookError: The ending is another, a file is there, or it cannot be written.
    """
    if path.exists():
        raise WorkbookError("template_exists", name=str(path))
    try:
        match path.suffix.lower():
            case ".xlsx":
                _write_xlsx(kind, path, language)
            case ".csv":
                _write_csv(kind, path)
            case _:
                raise WorkbookError("template_ending", name=str(path))
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise WorkbookError("unwritable", name=str(path), reason=error) from error


def _write_csv(kind: Kind, path: Path) -> None:
    with path.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([f"{c.lt} / {c.en}" for c in template_columns(kind)])


def _write_xlsx(kind: Kind, path: Path, language: Language) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": _MADE_ON.replace(tzinfo=None)})
        formats = {name: workbook.add_format(form) for name, form in FORMATS.items()}
        columns = template_columns(kind)
        sheet = workbook.add_worksheet(sheet_name(kind, language))
        write_headings(sheet, columns, formats["heading"])
        write_instructions(workbook, kind, formats)
        write_example(workbook, kind, language, formats)
        lists = write_lists(workbook, columns, language)
        for page in workbook.worksheets():
            page.set_landscape()
            page.fit_to_pages(1, 0)
        for place, column in enumerate(columns):
            form = cell_format(kind, column.name)
            sheet.set_column(place, place, column_width(column), formats[form])
            check = _check(kind, column, language, lists)
            sheet.data_validation(1, place, READY_ROWS, place, check)


def _check(
    kind: Kind, column: FactColumn, language: Language, lists: dict[str, str]
) -> dict[str, Any]:
    """Add a check of what a cell may hold, with help when the cell is chosen."""
    check: dict[str, Any] = {
        "validate": "any",
        "ignore_blank": True,
        "input_title": column.label(language)[:_MAX_TITLE],
        "input_message": column.help(language)[:_MAX_INPUT],
        "error_title": column.label(language)[:_MAX_TITLE],
        "error_message": column.help(language)[:_MAX_INPUT],
    }
    match SCHEMAS[kind].columns()[column.name]:
        case _ if column.name in lists:
            check |= {"validate": "list", "source": lists[column.name]}
            if column.name in _OPEN_LISTS:
                check["error_type"] = "information"
        case dy.Date():
            first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
            check |= {"validate": "date", "minimum": first, "maximum": last}
        case dy.Decimal():
            check |= {"validate": "decimal", "minimum": -_LARGEST, "maximum": _LARGEST}
        case dy.Int64():
            check |= {"validate": "integer", "minimum": 0, "maximum": _LARGEST}
    return check | ({"criteria": "between"} if "minimum" in check else {})
