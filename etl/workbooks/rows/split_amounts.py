"""Amounts that a CSV with commas may have cut in two: `1100,50` as 1100 and 50.

Programs that write a decimal comma and part columns by commas, without quotation marks,
shift the cells after each amount. Where a row lacks a cell besides, nothing else shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.contract.notes import Note
from etl.workbooks.tables.said_above import counts_money

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.workbooks.rows.facts import SheetFacts

_WHOLE: Final = r"^-?[0-9]+$"
_CENTS: Final = r"^[0-9]{2}$"
_FULL_VAT: Final = 0.21
_ROUNDING: Final = 0.5


def note_split_amounts(
    found: Iterable[SheetFacts], notes: Iterable[Note]
) -> Iterator[Note]:
    """Yield a warning of each table whose every amount has two digits beside it.

    Args:
        found: What each sheet holds.
        notes: Notes on the file, of which one names the separator of a CSV.
    """
    separators = (n.fields["separator"] for n in notes if n.name == "csv_format")
    if "," not in separators:
        return
    for part in found:
        names = {place: name for name, place in part.heading.places.items()}
        for place, name in names.items():
            beside = names.get(place + 1)
            if counts_money(name) and beside and _is_split(part.texts, name, beside):
                fields = {"column": _label(part, name), "beside": _label(part, beside)}
                yield Note("amounts_split", "warning", part.sheet, fields)


def _is_split(texts: pl.DataFrame, name: str, beside: str) -> bool:
    """Whether all amounts are whole, with two digits in the column beside them."""
    if not {name, beside} <= set(texts.columns):
        return False
    cells = texts.select(amount=name, cents=beside).drop_nulls("amount")
    fits = pl.col("amount").str.contains(_WHOLE) & pl.col("cents").str.contains(_CENTS)
    if cells.is_empty() or not cells.select(fits.fill_null(value=False).all()).item():
        return False
    amount, cents = (pl.col(n).cast(pl.Float64) for n in ("amount", "cents"))
    is_vat = (amount.abs() * _FULL_VAT - cents).abs() <= _ROUNDING
    return not (beside == "vat_eur" and cells.select(is_vat.all()).item())


def _label(part: SheetFacts, name: str) -> str:
    heading = part.heading
    return heading.title_of(heading.places[name]) or name
