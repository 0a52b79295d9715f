"""Columns that say that only a part of a payment belongs to its activity.

People keep the whole amount and, beside it, the share or the part that a project bears.
Which of them is to count is for a person to say.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import spell_signs
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, say_money
from etl.workbooks.files.sheets import ROW
from etl.workbooks.rows.typed_columns import SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_MOST_WORDS: Final = 4
_WHOLE: Final = (Decimal(1), Decimal(100))
"""All of an amount, as a fraction or in percent."""


@cache
def _stems() -> tuple[str, ...]:
    return tuple(map(fold, read_toml("workbook_words.toml")["shares"]))


def note_shares(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of each column by which a part of the amounts is to count.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    others = heading.others_of(sheet.rows.columns)
    titles = {name: heading.title_of(int(name)) for name in others}
    told = {name: title for name, title in titles.items() if _tells_share(title)}
    if not told:
        return
    gross = pl.sum_horizontal("net_eur", "vat_eur")
    nets = dict(good.select(SOURCE_ROW, "net_eur").rows())
    grosses = dict(good.select(SOURCE_ROW, gross).rows())
    for name, title in told.items():
        is_percent = "proc" in fold(spell_signs(title)).split()
        cells = sheet.rows.select(ROW, name).drop_nulls().rows()
        rows = [
            row
            for row, text in cells
            if row in nets
            and (part := _read(text)) is not None
            and part not in (_WHOLE if is_percent else (nets[row], grosses[row]))
        ]
        if rows:
            total = sum((nets[row] for row in rows), Decimal())
            fields = {
                "count": len(rows),
                "column": title.strip(),
                "amount": say_money(total),
                "rows": list_ranges(sorted(rows)),
            }
            yield Note("payments_shared", "warning", sheet.name, fields)


def _tells_share(title: str) -> bool:
    words = fold(title).split()
    return 0 < len(words) <= _MOST_WORDS and words[0].startswith(_stems())


def _read(text: str) -> Decimal | None:
    """Read a plain figure, in percent or not; None: it is none."""
    plain = "".join(text.split()).rstrip("%€").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
