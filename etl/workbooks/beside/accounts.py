"""Payments that accounts of double entry stand beside.

In a journal a cost, its VAT and the payment of its debt are rows of their own: loaded
as payments they count a cost several times. Which are costs a person has to say.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, name_some, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_STEMS: Final = ("debet", "debit", "koresp")
_MOST_WORDS: Final = 4

_ACCOUNT: Final = r"(?i)^\D{0,12}?(\d{2,})\b"
"""The number that a cell begins with, after `Dt`: `D 8701 K 4430`, `8701 Prekės`."""


@lru_cache(maxsize=4096)
def is_over_debit(title: str) -> bool:
    """Whether a heading stands over accounts that are debited, or over both sides."""
    words = fold(title).split()
    named = any(word.startswith(_STEMS) for word in words)
    return fold(title) in _titles() or (named and len(words) <= _MOST_WORDS)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(map(fold, read_toml("workbook_words.toml")["debit_accounts"]))


def note_accounts(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning where payments are postings on accounts of more than one class.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    for name in heading.others_of(sheet.rows.columns):
        if not is_over_debit(heading.title_of(int(name))):
            continue
        accounts = sheet.rows.select(
            pl.col(ROW).alias(SOURCE_ROW),
            account=pl.col(name).str.extract(_ACCOUNT),
        ).drop_nulls()
        posted = good.select(SOURCE_ROW, "net_eur").join(accounts, on=SOURCE_ROW)
        sums = posted.group_by("account").agg(pl.col("net_eur").sum()).sort("account")
        classes = {account[0] for account in sums["account"]}
        if len(classes) > 1:
            fields = {"count": posted.height, "accounts": _say_sums(sums)}
            yield Note("payments_posted", "warning", sheet.name, fields)
            return


def _say_sums(sums: pl.DataFrame) -> dict[str, str]:
    """Write accounts and their sums in each language."""
    said = [(account, say_money(Decimal(net or 0))) for account, net in sums.rows()]
    return {
        language: name_some(f"{account} – {money[language]}" for account, money in said)
        for language in said[0][1]
    }
