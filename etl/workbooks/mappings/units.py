"""Units and currencies that a ledger states, wherever it states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from etl.workbooks.cells.units import (
    foreign_currency,
    is_unit_row,
    may_count_cents,
    multiplier_in,
)
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.cents import has_cents
from etl.workbooks.tables.statements import read_above
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.mappings.recognise import Fit
    from etl.workbooks.tables.statements import Above


def find_units(sheet: Sheet, fit: Fit) -> tuple[dict[str, int], int]:
    """Find how many euro one stands for in each column of money.

    Args:
        sheet: The sheet.
        fit: The mapping, and where its headings are.

    Returns:
        The unit by heading, and the last row of the heading: a row of units below it
        belongs to it.

    Raises:
        WorkbookError: The sheet states a currency other than the euro, two units that
            disagree, or another one than the mapping.
    """
    stated = fit.mapping.formats.multiplier
    above = _read_above(sheet, fit)
    lines = sheet.rows.filter(pl.col(ROW) > fit.row)
    below = lines.head(1)
    cells = dict(zip(below.columns, below.row(0), strict=True)) if below.height else {}
    row = cells.pop(ROW, None)
    is_row = bool(cells) and is_unit_row(cells.values())
    units: dict[str, int] = {}
    for key, heading in fit.mapping.used_headings():
        if not key.endswith("_eur"):
            continue
        text = fit.texts[fit.places[heading]]
        beneath = cells.get(str(fit.places[heading])) or ""
        if not is_row and not foreign_currency(beneath):
            beneath = ""  # the first line of data
        _refuse_foreign(f"{text} {beneath}", fit)
        said = {multiplier_in(text), multiplier_in(beneath)} - {0}
        general = set(above.units)
        doubt = next(filter(may_count_cents, (text, beneath, above.cents)), "")
        amounts = lines.select(pl.col(f"^{fit.places[heading]}$"))
        if doubt and stated is None and not has_cents(amounts):
            raise _fail("mapping_unit_unclear", fit, found=doubt)
        units[heading] = _agree(said or general, stated, heading, fit)
    return units, row if is_row and row else fit.row


def _read_above(sheet: Sheet, fit: Fit) -> Above:
    """Read what the rows above the heading state of units."""
    head = [(row, cells) for row, cells in sheet.head() if row < fit.first]
    above = read_above(head, sheet.name)
    _refuse_foreign(above.foreign, fit)
    if above.unclear and fit.mapping.formats.multiplier is None:
        raise _fail("mapping_unit_unclear", fit, found=above.unclear)
    return above


def _agree(said: set[int], stated: int | None, heading: str, fit: Fit) -> int:
    """Return the one unit that sheet and mapping state; two must not differ."""
    if stated is None and len(said) > 1:
        units = ", ".join(map(str, sorted(said)))
        raise _fail("mapping_unit_unclear", fit, found=units)
    larger = said - {1}
    if stated is not None and larger - {stated}:
        printed = max(larger - {stated})
        raise _fail(
            "mapping_unit_differs", fit, heading=heading, found=stated, printed=printed
        )
    return stated or max(said, default=1)


def _refuse_foreign(text: str, fit: Fit) -> None:
    if text and (said := foreign_currency(text)):
        raise _fail("mapping_foreign", fit, found=said)


def _fail(name: str, fit: Fit, **fields: object) -> WorkbookError:
    return WorkbookError(name, mapping=f"{fit.mapping.name}.toml", **fields)
