"""Units and currencies that a ledger states, wherever it states them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import (
    foreign_currency,
    is_unit_row,
    may_count_cents,
    multiplier_in,
)
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.cents import has_cents
from etl.workbooks.tables.said_above import read_above
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.mappings.recognise import Fit
    from etl.workbooks.tables.said_above import Above

_VALUES: Final = frozenset({"value", "new_value"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerUnits:
    """Units that a ledger states.

    Attributes:
        by_heading: How many one stands for, by heading of a column of figures.
        said: Headings whose unit is said, by the sheet or by the mapping.
        last: Last row of the heading: a row of units below it belongs to it.
    """

    by_heading: dict[str, int]
    said: frozenset[str]
    last: int


def find_units(sheet: Sheet, fit: Fit) -> LedgerUnits:
    """Find how many one stands for in each column of figures.

    Args:
        sheet: The sheet.
        fit: The mapping, and where its headings are.

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
    said: set[str] = set()
    for name, heading in _figures(fit):
        text = fit.texts[fit.places[heading]]
        beneath = cells.get(str(fit.places[heading])) or ""
        if not is_row and not foreign_currency(beneath):
            beneath = ""  # the first line of data
        _refuse_foreign(f"{text} {beneath}", fit)
        own = {multiplier_in(text), multiplier_in(beneath)} - {0}
        general = set(above.units)
        if name != "value":
            doubt = _find_doubt(
                (text, beneath, above.cents), sheet, lines, fit, heading
            )
            units[heading] = _agree(own | general, stated, heading, fit, doubt)
        else:
            units[heading] = _agree_on_value(own, general, heading, fit)
        if own or general or stated:
            said.add(heading)
    _check_all_said(units, said, fit)
    last = row if is_row and row else fit.row
    return LedgerUnits(by_heading=units, said=frozenset(said), last=last)


def _figures(fit: Fit) -> Iterator[tuple[str, str]]:
    """Yield our column and the heading of each column of money and of values."""
    for key, heading in fit.mapping.used_headings():
        name = key.rpartition(".")[2]
        if name.endswith("_eur") or name in _VALUES:
            yield name, heading


def _find_doubt(
    said: Iterable[str], sheet: Sheet, lines: pl.DataFrame, fit: Fit, heading: str
) -> str:
    """Find what may count cents over a column none of whose amounts shows any."""
    place = fit.places[heading]
    doubt = next(filter(may_count_cents, said), "")
    if not doubt and any(form.cents for form in sheet.forms):
        forms = sheet.number_cells([place]).get(place, {}).values()
        doubt = next((form.cents for form in forms if form.cents), "")
    return "" if has_cents(lines.select(pl.col(f"^{place}$"))) else doubt


def _check_all_said(units: Mapping[str, int], said: set[str], fit: Fit) -> None:
    """Refuse thousands in one column of money beside one whose unit nobody says."""
    money = {h for name, h in _figures(fit) if name.endswith("_eur")}
    unsaid = sorted(money - said)
    if unsaid and any(units[heading] > 1 for heading in money):
        raise _fail("mapping_unit_unclear", fit, found=unsaid[0])


def _agree_on_value(own: set[int], general: set[int], heading: str, fit: Fit) -> int:
    """Return the unit of a value: its own heading states it, or the mapping.

    Thousands said above a table may be those of other figures.
    """
    stated = fit.mapping.formats.multiplier
    if stated is None and max(general - own, default=1) > 1:
        raise _fail("mapping_unit_unclear", fit, found=heading)
    return _agree(own, stated, heading, fit)


def _read_above(sheet: Sheet, fit: Fit) -> Above:
    """Read what the rows above the heading state of units."""
    head = [(row, cells) for row, cells in sheet.head() if row < fit.first]
    above = read_above(head, sheet.name)
    _refuse_foreign(above.foreign, fit)
    if above.unclear and fit.mapping.formats.multiplier is None:
        raise _fail("mapping_unit_unclear", fit, found=above.unclear)
    return above


def _agree(
    said: set[int], stated: int | None, heading: str, fit: Fit, doubt: str = ""
) -> int:
    """Return the one unit that sheet and mapping state; two must not differ."""
    if doubt and stated is None:
        raise _fail("mapping_unit_unclear", fit, found=doubt)
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
