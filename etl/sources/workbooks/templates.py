"""Empty workbooks to fill in: documented headings, drop-downs, an example."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import xlsxwriter

from etl.contracts.workbooks import SCHEMAS, Kind, fact_columns
from etl.sources.workbooks.dates import parse_date
from etl.sources.workbooks.errors import WorkbookError, say
from etl.sources.workbooks.headings import Column, columns_of
from etl.sources.workbooks.parsed import FIRST_YEAR, LAST_YEAR
from etl.sources.workbooks.words import read_words
from warehouse.messages import LANGUAGES
from warehouse.spreadsheets import neutralise

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.messages import Language

READY_ROWS: Final = 5000
"""Rows with drop-downs and checks; more can be filled in without them."""

_OPEN_LISTS: Final = ("measure", "subject")
_MAX_INPUT: Final = 255
_MAX_TITLE: Final = 32
_MADE_ON: Final = datetime(2024, 1, 1, tzinfo=UTC)
_LARGEST: Final = 99_999_999_999_999
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "heading": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bottom": 1,
        "bg_color": "#E8EDF2",
    },
    "wrap": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd"},
    "money": {"num_format": "#,##0.00"},
    "number": {"num_format": "General"},
}


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
        reason = getattr(error, "strerror", None) or str(error)
        raise WorkbookError("unwritable", name=str(path), reason=reason) from error


def template_columns(kind: Kind) -> list[Column]:
    """Name the columns of a template: those a person fills in."""
    wanted = set(fact_columns(kind))
    return [column for column in columns_of(kind) if column.name in wanted]


def _write_csv(kind: Kind, path: Path) -> None:
    with path.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        writer.writerow([f"{c.lt} / {c.en}" for c in template_columns(kind)])


def _write_xlsx(kind: Kind, path: Path, language: Language) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": _MADE_ON.replace(tzinfo=None)})
        formats = {name: workbook.add_format(form) for name, form in _FORMATS.items()}
        columns = template_columns(kind)
        sheet = workbook.add_worksheet(sheet_name(kind, language))
        write_headings(sheet, columns, formats["heading"])
        _write_instructions(workbook, kind, formats)
        _write_example(workbook, kind, language, formats)
        lists = _write_lists(workbook, columns, language)
        for place, column in enumerate(columns):
            form = _cell_format(kind, column.name)
            sheet.set_column(place, place, _width(column), formats[form])
            check = _check(kind, column, language, lists)
            sheet.data_validation(1, place, READY_ROWS, place, check)


def sheet_name(kind: Kind, language: Language) -> str:
    """Name the sheet of a kind."""
    return say(f"sheets.{kind}", language, {})


def write_headings(sheet: Any, columns: list[Column], form: Any) -> None:  # noqa: ANN401
    """Write the headings in the first row and keep them in sight."""
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, form)
    sheet.set_row(0, 45)
    sheet.freeze_panes(1, 0)


def _width(column: Column) -> int:
    return max(12, min(24, len(column.lt) + 2, len(column.en) + 2))


def _cell_format(kind: Kind, name: str) -> str:
    match SCHEMAS[kind].columns()[name]:
        case dy.Date():
            return "date"
        case dy.Decimal():
            return "money" if name.endswith("_eur") else "number"
        case dy.Int64():
            return "number"
    return "text"


def _check(
    kind: Kind, column: Column, language: Language, lists: dict[str, str]
) -> dict[str, Any]:
    """Say what a cell may hold, and show how to fill it in when it is chosen."""
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


def _write_instructions(
    workbook: Any,  # noqa: ANN401 - the library has no types
    kind: Kind,
    formats: dict[str, Any],
) -> None:
    sheet = workbook.add_worksheet(say("sheets.instructions", "lt", {}))
    sheet.set_column(0, 2, 22, formats["wrap"])
    sheet.set_column(3, 4, 60, formats["wrap"])
    sheet.set_column(5, 5, 50, formats["wrap"])
    sheet.write_string(0, 0, read_words().ignore_mark, formats["bold"])
    for row, language in enumerate(LANGUAGES, start=1):
        sheet.write_string(row, 0, say("sheets.about", language, {"kind": kind}))
    titles = say("sheets.instruction_titles", "lt", {}).split("|")
    for place, title in enumerate(titles):
        sheet.write_string(4, place, title, formats["heading"])
    for row, column in enumerate(template_columns(kind), start=5):
        values = [f"{c.lt} / {c.en} ({c.code})" for c in _choices(column.name)]
        texts = (
            column.lt,
            column.en,
            column.name,
            column.help_lt,
            column.help_en,
            "\n".join(values),
        )
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, formats["wrap"])
    sheet.freeze_panes(5, 0)


def _write_example(
    workbook: Any,  # noqa: ANN401 - the library has no types
    kind: Kind,
    language: Language,
    formats: dict[str, Any],
) -> None:
    sheet = workbook.add_worksheet(say("sheets.example", "lt", {}))
    sheet.write_string(0, 0, read_words().ignore_mark, formats["bold"])
    for place, column in enumerate(template_columns(kind)):
        form = formats[_cell_format(kind, column.name)]
        sheet.set_column(place, place, _width(column))
        sheet.write_string(2, place, column.heading, formats["heading"])
        _write_value(sheet, (3, place), _example(kind, column, language), form)


def _example(kind: Kind, column: Column, language: Language) -> Any:  # noqa: ANN401
    """Give the example of a column, in the type of its cells."""
    for choice in _choices(column.name):
        if choice.code == column.example:
            return choice.label(language)
    match SCHEMAS[kind].columns()[column.name]:
        case dy.Date():
            return parse_date(column.example)[0]
        case dy.Decimal() | dy.Int64():
            return float(column.example)
    return column.example


def _write_value(
    sheet: Any,  # noqa: ANN401 - the library has no types
    place: tuple[int, int],
    value: Any,  # noqa: ANN401
    form: Any,  # noqa: ANN401
) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*place, value, form)
    elif isinstance(value, float):
        sheet.write_number(*place, value, form)
    else:
        sheet.write_string(*place, neutralise(value), form)


def _choices(name: str) -> tuple[Any, ...]:
    return read_words().choices.get(name, ())


def _write_lists(
    workbook: Any,  # noqa: ANN401 - the library has no types
    columns: list[Column],
    language: Language,
) -> dict[str, str]:
    """Write the values of drop-downs to a hidden sheet; give their ranges."""
    name = say("sheets.lists", "lt", {})
    sheet = workbook.add_worksheet(name)
    sheet.hide()
    ranges = {}
    listed = [column for column in columns if _choices(column.name)]
    for place, column in enumerate(listed):
        labels = [choice.label(language) for choice in _choices(column.name)]
        sheet.write_column(0, place, labels)
        letter = chr(ord("A") + place)
        ranges[column.name] = f"='{name}'!${letter}$1:${letter}${len(labels)}"
    return ranges
