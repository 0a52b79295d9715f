"""The sheets of a template that help: instructions, an example, lists of values."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy

from etl.workbooks.cells.dates import parse_date
from etl.workbooks.cells.words import ListedValue, read_words
from etl.workbooks.contract.contract import SCHEMAS, Kind, fact_columns
from etl.workbooks.contract.notes import say
from etl.workbooks.headings.headings import FactColumn, columns_of
from pazanga.files.spreadsheets import neutralise
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from pazanga.texts import Language

FORMATS: Final[dict[str, dict[str, Any]]] = {
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

_HEADING_HEIGHT: Final = 45
_LINE_HEIGHT: Final = 15
_GUIDE_WIDTHS: Final = (22, 22, 22, 60, 60, 50)


def template_columns(kind: Kind) -> list[FactColumn]:
    """Return the columns of a template: those a person fills in."""
    wanted = set(fact_columns(kind))
    return [column for column in columns_of(kind) if column.name in wanted]


def sheet_name(kind: Kind, language: Language) -> str:
    """Return the name of the sheet of a kind."""
    return say(f"sheets.{kind}", language, {})


def write_headings(sheet: Any, columns: list[FactColumn], form: Any) -> None:  # noqa: ANN401
    """Write the headings in the first row and keep them in sight."""
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, form)
    sheet.set_row(0, _HEADING_HEIGHT)
    sheet.freeze_panes(1, 0)


def column_width(column: FactColumn) -> int:
    """Return the width of a column, in characters."""
    return max(12, min(24, len(column.lt) + 2, len(column.en) + 2))


def cell_format(kind: Kind, name: str) -> str:
    """Choose the format of the cells of a column."""
    match SCHEMAS[kind].columns()[name]:
        case dy.Date():
            return "date"
        case dy.Decimal():
            return "money" if name.endswith("_eur") else "number"
        case dy.Int64():
            return "number"
    return "text"


def write_instructions(
    workbook: Any,  # noqa: ANN401 - the library has no types
    kind: Kind,
    formats: dict[str, Any],
) -> None:
    """Write what each column means and may hold, in both languages."""
    sheet = workbook.add_worksheet(say("sheets.instructions", "lt", {}))
    sheet.write_string(0, 0, read_words().ignore_mark, formats["bold"])
    for row, language in enumerate(LANGUAGES, start=1):
        sheet.write_string(row, 0, say("sheets.about", language, {"kind": kind}))
    titles = say("sheets.instruction_titles", "lt", {}).split("|")
    for place, (title, width) in enumerate(zip(titles, _GUIDE_WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(4, place, title, formats["heading"])
    for row, column in enumerate(template_columns(kind), start=5):
        texts = _describe(column)
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, formats["wrap"])
        sheet.set_row(row, _LINE_HEIGHT * max(map(_count_lines, texts, _GUIDE_WIDTHS)))
    sheet.freeze_panes(5, 0)


def _describe(column: FactColumn) -> list[str]:
    values = (f"{c.lt} / {c.en} ({c.code})" for c in _choices(column.name))
    names = [column.lt, column.en, column.name]
    return [*names, column.help_lt, column.help_en, "\n".join(values)]


def _count_lines(text: str, width: int) -> int:
    return sum(math.ceil(max(len(line), 1) / width) for line in text.split("\n"))


def write_example(
    workbook: Any,  # noqa: ANN401 - the library has no types
    kind: Kind,
    language: Language,
    formats: dict[str, Any],
) -> None:
    """Write a row filled in as it should be."""
    sheet = workbook.add_worksheet(say("sheets.example", "lt", {}))
    sheet.write_string(0, 0, read_words().ignore_mark, formats["bold"])
    sheet.set_row(2, _HEADING_HEIGHT)
    for place, column in enumerate(template_columns(kind)):
        form = formats[cell_format(kind, column.name)]
        sheet.set_column(place, place, column_width(column))
        sheet.write_string(2, place, column.heading, formats["heading"])
        _write_value(sheet, (3, place), _example(kind, column, language), form)


def _example(kind: Kind, column: FactColumn, language: Language) -> Any:  # noqa: ANN401
    """Return the example of a column, in the type of its cells."""
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


def _choices(name: str) -> tuple[ListedValue, ...]:
    return read_words().choices.get(name, ())


def write_lists(
    workbook: Any,  # noqa: ANN401 - the library has no types
    columns: list[FactColumn],
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
