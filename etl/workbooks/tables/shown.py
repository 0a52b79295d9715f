"""Numbers as a person sees them: percent, units and currencies of formats."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Stop
from etl.workbooks.tables.columns import number_text
from etl.workbooks.tables.said_above import counts_money, say_units

if TYPE_CHECKING:
    from etl.workbooks.cells.number_forms import NumberForm
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_NUMBER_CELL: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_LONG_FRACTION: Final = r"^-?[0-9]+\.[0-9]{3,}$|^-?[0-9]{16,}"


def stop_by_formats(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why number formats of amounts forbid to read a table.

    Args:
        rows: `_row` and the columns of the heading.
        sheet: The sheet.
        heading: The heading.
    """
    if not any(form.unit or form.foreign or form.other for form in sheet.forms):
        return None
    money = {
        place: name
        for name, place in heading.places.items()
        if counts_money(name) or name == "value"
    }
    listed = set(rows[ROW])
    shown: dict[int, set[int]] = {}
    for place, cells in sheet.number_cells(money).items():
        name = money[place]
        said = heading.said_units.get(name, 0)
        unit = said or (heading.unit_above if heading.unit_above > 1 else 0)
        for row, form in cells.items():
            if row not in listed:
                continue
            if form.foreign:
                return Stop("currency_foreign", {"row": row, "said": form.foreign})
            if form.other:
                return Stop("format_writes_more", {"row": row, "said": form.other})
            if name == "value" and form.unit > max(unit, 1):
                said_unit = say_units({form.unit})
                return Stop("unit_unclear", {"row": row, "said": said_unit})
            if unit and form.unit and form.unit != unit:
                units = say_units({unit, form.unit})
                return Stop("units_disagree", {"row": row, "units": units})
            shown.setdefault(row, set()).add(unit or form.unit)
    return _stop_by_row(shown)


def units_shown(sheet: Sheet, heading: Heading) -> set[int]:
    """Return the units in which the formats of all amounts of a table show them.

    Args:
        sheet: The sheet.
        heading: The heading.
    """
    places = [place for name, place in heading.places.items() if counts_money(name)]
    cells = sheet.number_cells(places).values()
    return {
        form.unit or 1 for of in cells for row, form in of.items() if row > heading.row
    }


def _stop_by_row(shown: dict[int, set[int]]) -> Stop | None:
    """Stop where one amount of a row counts thousands and another says nothing."""
    for row, units in sorted(shown.items()):
        if len(units) > 1 and max(units) > 1:
            said = say_units(units - {0})
            return Stop("unit_unclear", {"row": row, "said": said})
    return None


def show_numbers(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> pl.DataFrame:
    """Write cells that hold numbers as a person sees them.

    Only where it matters: where percent or a unit may be shown, or more digits stand
    after the point than are written by hand.
    """
    if not sheet.is_typed:
        return rows
    schema = SCHEMAS[heading.kind].columns()
    names = [n for n in heading.places if isinstance(schema[n], (dy.Decimal, dy.Int64))]
    long = [n for n in names if rows[n].str.contains(_LONG_FRACTION).any()]
    is_shown = any(not form.is_plain for form in sheet.forms)
    wanted = names if is_shown else long
    if not wanted:
        return rows
    cells = sheet.number_cells(heading.places[name] for name in wanted)
    for name in wanted:
        forms = cells.get(heading.places[name], {})
        unit = heading.multipliers.get(name, 1) if counts_money(name) else 0
        shown = [
            _show(text, forms[row], unit)
            if row in forms and text and _NUMBER_CELL.fullmatch(text)
            else text
            for row, text in zip(rows[ROW], rows[name], strict=True)
        ]
        rows = rows.with_columns(pl.Series(name, shown, dtype=pl.String))
    return rows


def _show(text: str, form: NumberForm, unit: int) -> str:
    """Write a number cell as it is shown.

    Args:
        text: The number it holds.
        form: How it is shown.
        unit: Unit of its column, which is applied later; 0 where it is no amount.
    """
    plain = number_text(text, is_percent=form.is_percent)
    if form.is_percent or form.has_percent_sign:
        return f"{plain} %"
    if unit and form.unit > 1 and unit == 1:
        return number_text(str(Decimal(plain) * form.unit), is_percent=False)
    return plain
