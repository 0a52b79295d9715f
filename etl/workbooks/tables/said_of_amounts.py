"""What titles, notes and names say of all amounts of a table: VAT, currencies.

What may only be loose speech is a warning.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import read_statement, spell_signs, unit_words
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.row_ranges import list_ranges
from etl.workbooks.tables.said_above import counts_money, say_units
from etl.workbooks.tables.shown import units_shown
from etl.workbooks.tables.tables import rows_of
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.tables import SheetTable

_NOTE_CELLS: Final = 2


@cache
def _phrases(name: str) -> tuple[str, ...]:
    """Return the phrases of a list, as people write them."""
    return tuple(read_toml("workbook_words.toml")["said_of_amounts"][name])


_RATE: Final = re.compile(r"\b\d{1,2} (?:proc\w* )?(?=(?:pvm|vat)\b)")
"""The rate that stands before its tax: `su 21 % PVM` is `su PVM`."""


def notes_below(sheet: Sheet, heading: Heading, table: SheetTable) -> dict[int, str]:
    """Return what stands in rows of words under a heading, by row.

    Args:
        sheet: The sheet.
        heading: The heading.
        table: Its table, which knows the rows of words.
    """
    if not table.lines:
        return {}
    rows = rows_of(sheet, heading).filter(pl.col(ROW).is_in(table.lines))
    found: dict[int, str] = {}
    for row, cells in sheet.spread(rows):
        filled = [c.strip() for c in cells[: heading.width] if c and c.strip()]
        if len(filled) <= _NOTE_CELLS:
            found[row] = " ".join(filled)
    return found


def note_said_of_amounts(
    sheet: Sheet, heading: Heading, table: SheetTable
) -> Iterator[Note]:
    """Yield warnings of VAT and currencies that titles and notes speak of.

    Args:
        sheet: The sheet.
        heading: The heading.
        table: Its table.
    """
    if not (any(map(counts_money, heading.places)) and table.data.height):
        return
    below = notes_below(sheet, heading, table)
    said = (*heading.said_above, sheet.name, *sheet.beside)
    yield from _note_vat(sheet, heading, said, below.values())
    yield from _note_units(sheet, heading, said)
    found = {row: word for row, text in below.items() if (word := _currency(text))}
    if found:
        listed = {
            "said": quote_some(dict.fromkeys(found.values())),
            "rows": list_ranges(sorted(found)),
        }
        yield Note("currency_mentioned", "warning", sheet.name, listed)


def _note_units(sheet: Sheet, heading: Heading, said: Iterable[str]) -> Iterator[Note]:
    """Yield a warning of titles that may say another unit than the headings do."""
    units = {heading.unit_of(name) for name in heading.places if counts_money(name)}
    told = {text.strip(): read_statement(text).multiplier for text in said}
    wrong = [text for text, unit in told.items() if unit > 1 and units != {unit}]
    if wrong and units == {1}:
        units = units_shown(sheet, heading) or units
        wrong = [text for text in wrong if units != {told[text]}]
    if wrong:
        fields = {"said": quote_some(wrong), "units": say_units(units)}
        yield Note("unit_doubted", "warning", sheet.name, fields)


def _note_vat(
    sheet: Sheet, heading: Heading, said: Iterable[str], below: Iterable[str]
) -> Iterator[Note]:
    """Yield a warning where amounts with VAT are said, and read without it, or so."""
    if heading.kind != "spending":
        return
    if heading.ledger and "net_eur" not in heading.ledger_places:
        return  # a mapping computes it of what it says itself
    is_net = "net_eur" in heading.places
    if is_net and {"gross", "gross_eur"} & {*heading.helpers, *heading.places}:
        return  # both are there, and each is called what it is
    name = "with_vat" if is_net else "without_vat"
    wrong = [text for text in said if _vat_said(text)[:1] == (name,)]
    wrong += [_vat_said(text)[1] for text in below if _vat_said(text)[:1] == (name,)]
    if wrong:
        fields = {"said": quote_some(dict.fromkeys(wrong))}
        yield Note(f"amounts_said_{name}", "warning", sheet.name, fields)


@lru_cache(maxsize=4096)
def _vat_said(text: str) -> tuple[str, ...]:
    """Return how a text says amounts are, and the phrase; nothing where it says both.

    `Sumos su PVM` says `with_vat`; a longer text than titles are says nothing.
    """
    words = f" {_RATE.sub('', fold(text))} "
    found = {
        name: phrase
        for name in ("with_vat", "without_vat")
        for phrase in _phrases(name)
        if f" {fold(phrase)} " in words
    }
    is_short = len(text) <= TABLES.remark_characters
    return next(iter(found.items())) if is_short and len(found) == 1 else ()


def _currency(text: str) -> str:
    """Return the first word of a text that names a currency other than the euro."""
    known = unit_words()
    for word in fold(spell_signs(text)).split():
        if word in known.foreign - known.unsure:
            return word.upper() if len(word) == TABLES.currency_characters else word
    return ""
