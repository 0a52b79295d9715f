"""Columns of units beside amounts: `Mato vnt.` with `tūkst. Eur`, or with `USD`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.workbooks.cells.units import (
    foreign_currency,
    is_price,
    may_count_cents,
    multiplier_in,
    names_unit,
    read_statement,
    says_cents,
    spell_signs,
    unit_words,
    without_units,
)
from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Stop
from etl.workbooks.tables.cents import has_cents
from etl.workbooks.tables.said_above import counts_money
from etl.workbooks.tables.tables import rows_of
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_TIMES: Final = re.compile(r"x (1[ 0]{2,8})(?: eur)?|(1[ 0]{2,8}) eur")
"""What a column of units multiplies by: `x 100`, `1000 Eur`."""


def stop_by_unit_column(sheet: Sheet, heading: Heading) -> Stop | None:
    """Return why a table must not be read: a column names other units than it has."""
    figures = [n for n in heading.places if counts_money(n) or n == "value"]
    if not figures:
        return None
    units = {heading.unit_of(name) for name in figures}
    is_paid = any(name.endswith("_eur") for name in figures)
    for row, title, text in short_cells(sheet, heading):
        said = {"row": row, "said": text.strip()}
        if stop := _stop_by_currency(sheet, heading, title, said):
            return stop
        if is_paid and names_unit(title) and is_price(text):
            return Stop("unit_unclear", said)
        unit = _find_unit(text, title, is_value="value" in heading.places)
        if unit and units != {unit}:
            return Stop("unit_unclear", said)
    return None


def _stop_by_currency(
    sheet: Sheet, heading: Heading, title: str, said: dict[str, Any]
) -> Stop | None:
    """Return why a cell stops a table: it names another currency, or cents."""
    text, amounts = said["said"], [n for n in heading.places if counts_money(n)]
    if heading.kind != "measurements" and _is_foreign(text, title):
        return Stop("currency_foreign", said)
    if not (amounts and names_unit(title)):
        return None
    if says_cents(text) or foreign_currency(text):
        return Stop("currency_foreign", said)
    cells = (rows_of(sheet, heading)[str(heading.places[n])] for n in amounts)
    if may_count_cents(text) and not has_cents(cells):
        return Stop("cents_unclear", said)
    return None


def short_cells(sheet: Sheet, heading: Heading) -> Iterator[tuple[int, str, str]]:
    """Yield the first row, the heading and the text of cells that are not loaded."""
    rows = rows_of(sheet, heading)
    for name in heading.others_of(rows.columns):
        title = heading.title_of(int(name))
        is_short = pl.col(name).str.len_chars() <= TABLES.unit_characters
        found = rows.select(ROW, name).filter(is_short)
        for row, text in found.unique(name, keep="first", maintain_order=True).rows():
            yield row, title, text


def _find_unit(text: str, title: str, *, is_value: bool) -> int:
    """Return the unit that a cell says of figures beside it; 0 where it says none."""
    unit = multiplier_in(text)
    if not title and read_statement(text).is_clear:
        unit = read_statement(text).multiplier
        return unit if unit > 1 else 0
    words = fold(spell_signs(text))
    if names_unit(title) and (times := _TIMES.fullmatch(words)):
        return int((times[1] or times[2]).replace(" ", ""))
    if not unit:
        return 0
    rest = without_units(words).split()
    has_euro = any(word in read_words().money_units for word in words.split())
    if names_unit(title):
        is_counted = all(word in unit_words().others for word in rest)
        return unit if not rest or (is_value and is_counted and unit > 1) else 0
    return unit if has_euro and unit > 1 and not rest else 0


def _is_foreign(text: str, title: str) -> bool:
    """Whether a cell says nothing but a currency other than the euro."""
    words, multipliers = unit_words(), read_words().multipliers
    said = [w for w in fold(spell_signs(text)).split() if w not in multipliers]
    if not said or not all(word in words.foreign for word in said):
        return False
    is_code = len(text.strip()) == TABLES.currency_characters and text.strip().isupper()
    is_sure = said[0] not in words.unsure
    return names_unit(title) or (is_code and is_sure)
