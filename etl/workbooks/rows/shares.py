"""Columns beside the amount of a payment that say another one, or a part of it.

People keep the whole amount and, beside it, the part that a project bears, what was
really paid or a discount. Which of them is to count is for a person to say.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.funding import is_over_source
from etl.workbooks.cells.units import spell_signs
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_MOST_WORDS: Final = 4
_NOTES: Final = {
    "shares": "payments_shared",
    "sources": "amounts_beside_differ",
    "reductions": "amounts_beside_differ",
    "amounts_beside": "amounts_beside_differ",
}
_MAY_BE_NONE: Final = ("reductions", "sources")
_OF_SOURCES: Final = ("biudzet", "proc", "procentas", "budget")
"""Words that say another amount, but not over what a source of money bears."""

_WHOLE: Final = (Decimal(1), Decimal(100))
"""All of an amount, as a fraction or in percent."""


@cache
def _stems(name: str) -> tuple[str, ...]:
    return tuple(map(fold, read_toml("workbook_words.toml")[name]))


def note_shares(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of each column by which another amount may be to count.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    gross = pl.sum_horizontal("net_eur", "vat_eur")
    nets = dict(good.select(SOURCE_ROW, "net_eur").rows())
    grosses = dict(good.select(SOURCE_ROW, gross).rows())
    others = heading.others_of(sheet.rows.columns)
    if "amount" in heading.helpers:
        others.append(str(heading.helpers["amount"]))
    for column in others:
        title = heading.title_of(int(column))
        kind = _kind_of(title)
        if not kind:
            continue
        words = fold(spell_signs(title)).split()
        is_percent = any(word.startswith(("proc", "koeficient")) for word in words)
        unit = heading.unit_of("net_eur")
        rows = []
        for row, text in sheet.rows.select(ROW, column).drop_nulls().rows():
            part = _read(text) if row in nets else None
            if part is None or (kind in _MAY_BE_NONE and not part):
                continue
            known = (nets[row] / unit, grosses[row] / unit)
            if part not in (_WHOLE if is_percent else known):
                rows.append(row)
        if rows:
            total = sum((nets[row] for row in rows), Decimal())
            fields = {
                "count": len(rows),
                "column": title.strip(),
                "amount": say_money(total),
                "rows": list_ranges(sorted(rows)),
            }
            name = "payments_shared" if is_percent else _NOTES[kind]
            yield Note(name, "warning", sheet.name, fields)


def _kind_of(title: str) -> str:
    """Return what a heading stands over: a share, another amount, a reduction."""
    words = fold(title).split()
    if is_over_source(title) and not _is_other(words, _OF_SOURCES):
        return "sources"
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    if words[0].startswith(_stems("shares")) or _is_part(title):
        return "shares"
    if fold(title).startswith(_stems("unpaid_beside")):
        return "reductions"
    return "" if _is_other(words) or "%" in title else _kind_of_amount(words)


def _kind_of_amount(words: list[str]) -> str:
    for kind in ("reductions", "amounts_beside"):
        if words[0].startswith(_stems(kind)):
            return kind
    return "amounts_beside" if " ".join(words[:2]) in _stems("whole_beside") else ""


def _is_part(title: str) -> bool:
    """Whether a heading stands over a part: `Projekto dalis, %`, `TŪM dalis, Eur`."""
    words = fold(spell_signs(title)).split()
    is_part = any(word in _stems("parts_of_payments") for word in words)
    is_figure = any(word.startswith(("proc", "eur")) for word in words)
    return is_part and is_figure and not _is_other(words, _OF_SOURCES)


def _is_other(words: list[str], fine: tuple[str, ...] = ()) -> bool:
    """Whether a word of a heading says that its amounts are others."""
    stems = tuple(stem for stem in _stems("not_beside") if stem not in fine)
    return any(word.startswith(stems) for word in words)


def _read(text: str) -> Decimal | None:
    """Read a plain figure, in percent or not; None: it is none."""
    plain = "".join(text.split()).rstrip("%€").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
