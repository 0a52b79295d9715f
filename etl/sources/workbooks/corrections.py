"""Rows put aside, as a workbook to correct and load again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import xlsxwriter

from etl.contracts.workbooks import KINDS, Kind
from etl.sources.workbooks.errors import say
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.template_sheets import (
    sheet_name,
    template_columns,
    write_headings,
)
from etl.sources.workbooks.words import read_words
from warehouse.spreadsheets import neutralise

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from warehouse.messages import Language

_PLACE: Final = ("source_file", "sheet", "row_number")
_WIDTH: Final = 16
_REASON_WIDTH: Final = 80
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "heading": {"bold": True, "text_wrap": True, "valign": "top"},
    "plain": {"num_format": "@", "valign": "top"},
    "marked": {"num_format": "@", "valign": "top", "bg_color": "#FBE3D6"},
    "wrapped": {"text_wrap": True, "valign": "top"},
}


def write_rejects(
    rejects: pl.DataFrame, target: Path | BinaryIO, language: Language = "lt"
) -> None:
    """Write rows put aside with their cells as they were, and why.

    Each row stands once, on the sheet of its kind, under the headings of the template;
    cells that break a rule are marked. Corrected, the file loads like any other: the
    columns with the reason and the place are left aside.

    Args:
        rejects: Cells and rows put aside, as `Reject` says.
        target: File to write, or a stream.
        language: Language of the reasons.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        for kind in KINDS:
            own = rejects.filter(pl.col("kind").cast(pl.String) == kind)
            if own.height:
                _write_kind(workbook, kind, own, language)
        if rejects.is_empty():
            sheet = workbook.add_worksheet(say("sheets.example", "lt", {}))
            sheet.write_string(0, 0, read_words().ignore_mark)


def _write_kind(
    workbook: Any,  # noqa: ANN401 - the library has no types
    kind: Kind,
    rejects: pl.DataFrame,
    language: Language,
) -> None:
    formats = {name: workbook.add_format(form) for name, form in _FORMATS.items()}
    sheet = workbook.add_worksheet(sheet_name(kind, language))
    columns = template_columns(kind)
    end = len(columns)
    write_headings(sheet, columns, formats["heading"])
    sheet.set_column(0, end - 1, _WIDTH, formats["plain"])
    sheet.set_column(end, end, _REASON_WIDTH, formats["wrapped"])
    extra = [say("sheets.reason", language, {}), *_place_titles(language)]
    for place, title in enumerate(extra, start=end):
        sheet.write_string(0, place, title, formats["heading"])
    groups = rejects.group_by(*_PLACE, maintain_order=True)
    for line, (where, found) in enumerate(groups, start=1):
        _write_cells(sheet, line, found, [column.name for column in columns], formats)
        texts = (_reasons(kind, found, language), *map(str, where))
        for place, text in enumerate(texts, start=end):
            sheet.write_string(line, place, neutralise(text), formats["wrapped"])


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
    for place, name in enumerate(names):
        text = cells.get(name)
        form = formats["marked" if name in broken else "plain"]
        if text is None:
            sheet.write_blank(line, place, None, form)
        else:
            sheet.write_string(line, place, neutralise(text), form)


def _place_titles(language: Language) -> list[str]:
    return say("sheets.place_titles", language, {}).split("|")


def _reasons(kind: Kind, found: pl.DataFrame, language: Language) -> str:
    """Say what is wrong with a row, a line for each cell."""
    labels = {column.name: column.label(language) for column in columns_of(kind)}
    said = []
    column = "reason_lt" if language == "lt" else "reason"
    for name, raw, reason in found.select("column_name", "raw_value", column).rows():
        label = labels.get(name)
        value = f" „{raw}“" if raw else ""
        said.append(f"{label}{value}: {reason}" if label else f"{reason}{value}")
    return "\n".join(dict.fromkeys(said))
