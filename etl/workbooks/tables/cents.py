"""`Eur ct` over amounts: euro with cents where an amount has some, else it is unclear.

Most people mean `100,50`; some count cents, 10050. An amount with cents proves the
former for its table. Where none has any, a hundred times too much may be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import may_count_cents, spell_signs
from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Stop
from etl.workbooks.headings.naming import OVER
from etl.workbooks.tables.said_above import counts_money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_WHOLE: Final = r"^\s*-?[0-9]+\s*$"
_TWO: Final = r"^[0-9]{2}$"
_ONE_OR_TWO: Final = r"^[0-9]{1,2}$"
_CENTS: Final = frozenset({"ct", "cnt", "centai", "centų", "centu", "cent", "cents"})
_HAS_CENTS: Final = r"[0-9][.,][0-9]{1,2}(?:[^0-9]*|0{0,3})$"


def stop_by_cents(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why a table must not be read that says `Eur ct` and shows no cents.

    Args:
        rows: `_row` and the columns of the heading.
        sheet: The sheet.
        heading: The heading.
    """
    money = {name: p for name, p in heading.places.items() if counts_money(name)}
    unproved = [name for name in money if not has_cents([rows[name]])]
    said = heading.cents_above if len(unproved) == len(money) else ""
    titles = (heading.title_of(money[name]) for name in unproved)
    said = said or next(filter(may_count_cents, titles), "")
    if not said and any(form.cents for form in sheet.forms):
        listed = set(rows[ROW])
        cells = sheet.number_cells(money[name] for name in unproved).values()
        forms = (form for of in cells for row, form in of.items() if row in listed)
        said = next((form.cents for form in forms if form.cents), "")
    if not said or not rows.height:
        return None
    fields = {"row": heading.row, "said": said.replace(OVER, " ").strip()}
    return Stop("cents_unclear", fields)


def stop_by_split(rows: pl.DataFrame, sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why a table must not be read whose cents stand in a column of their own.

    `Suma be PVM, Eur` and `1000,57` without quotation marks are two cells each where
    commas part the columns: the second column is called `Eur` and holds the cents.

    Args:
        rows: `_row` and the columns of the heading.
        sheet: The sheet.
        heading: The heading.
    """
    for name, place in heading.places.items():
        title = heading.title_of(place + 1).strip()
        if not counts_money(name) or place + 1 in heading.places.values():
            continue
        column = str(place + 1)
        words = fold(spell_signs(title))
        is_cents = words in _CENTS
        is_unit = is_cents or words in read_words().money_units
        if not is_unit or column not in sheet.rows.columns:
            continue
        cells = sheet.rows.select(ROW, cents=pl.col(column).str.strip_chars())
        pairs = rows.select(ROW, amount=name).join(cells, on=ROW).drop_nulls()
        pairs = pairs.filter(pl.col("cents") != "")
        digits = _ONE_OR_TWO if is_cents else _TWO
        is_cut = pl.col("cents").str.contains(digits)
        is_cut &= pl.col("amount").str.contains(_WHOLE)
        if pairs.height and pairs.select(is_cut.all()).item():
            fields = {"row": heading.row, "column": heading.title_of(place).strip()}
            return Stop("amounts_cut", fields | {"beside": title})
    return None


def has_cents(columns: Iterable[pl.Series]) -> bool:
    """Whether an amount is written with cents, so that its unit is the euro."""
    return any(column.str.contains(_HAS_CENTS).any() for column in columns)
