"""Numbers of documents kept as numbers: read as their cell shows them, or refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from etl.workbooks.cells.number_forms import NumberForm
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_WHOLE: Final = re.compile(r"\d+", re.ASCII)
_LONG: Final = r"^[0-9]{16,}$"


def show_codes(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> pl.DataFrame:
    """Write numbers of documents as a person sees them: 12 shown 00012 is 00012.

    A number with more digits than a spreadsheet keeps is written with an exponent: its
    digits are lost, whatever the cell holds now.

    Args:
        rows: `_row` and the columns of the heading.
        sheet: The sheet.
        heading: The heading.
    """
    if not sheet.is_typed:
        return rows
    names = [name for name in heading.places if name.endswith("number")]
    has_patterns = any(form.pattern for form in sheet.forms)
    wanted = [n for n in names if has_patterns or rows[n].str.contains(_LONG).any()]
    if not wanted:
        return rows
    cells = sheet.number_cells(heading.places[name] for name in wanted)
    for name in wanted:
        forms = cells.get(heading.places[name], {})
        shown = [
            _show(text, forms[row]) if row in forms and text else text
            for row, text in zip(rows[ROW], rows[name], strict=True)
        ]
        rows = rows.with_columns(pl.Series(name, shown, dtype=pl.String))
    return rows


def _show(text: str, form: NumberForm) -> str:
    if not _WHOLE.fullmatch(text):
        return text
    if len(text) > TABLES.kept_digits:
        return f"{Decimal(text):.5E}"
    return fill_pattern(form.pattern, text) if form.pattern else text


def fill_pattern(pattern: str, digits: str) -> str:
    """Write digits into a format such as `SF-0000`, from the right.

    Args:
        pattern: `0` and `#` where digits go; a backslash before each other sign.
        digits: Digits of a whole number.
    """
    pieces = re.findall(r"\\.|[0#]", pattern)
    first = next(place for place, piece in enumerate(pieces) if piece in "0#")
    rest, shown = digits, []
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if piece.startswith("\\"):
            shown.append(piece[1])
        elif place == first and rest:
            shown.append(rest)
            rest = ""
        elif rest or piece == "0":
            shown.append(rest[-1:] or "0")
            rest = rest[:-1]
    return "".join(reversed(shown))
