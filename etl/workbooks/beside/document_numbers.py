"""Numbers of documents that are none: bank accounts, numbers of rows, names.

Rows of one supplier, number and day are one document, which a later file replaces. A
number that every row shares, or that every file begins anew, would replace others.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, name_some, quote_some
from etl.workbooks.files.sheets import SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_OF_LITHUANIA: Final = re.compile(r"LT\d{18}")
_SUSPECT: Final = r"^[\s-]*\pL[\s-]*\pL[\s-]*\d[\s-]*\d.{9}"
"""How a bank account begins: other texts are not looked at one by one."""

_JOINS: Final = re.compile(r"[,;+]|\s(?:ir|bei|and)\s")
"""What stands between the numbers of several documents in one cell."""

_REMAINDER: Final = 97
_FEWEST: Final = 2
_FEWEST_DIGITS: Final = 3
_LONG_WORD: Final = 6


@lru_cache(maxsize=65536)
def is_bank_account(text: str) -> bool:
    """Whether a text is the number of a bank account (IBAN).

    One of Lithuania is known by its length, another by its check digits.
    """
    plain = re.sub(r"[\s-]", "", text).upper()
    if _OF_LITHUANIA.fullmatch(plain):
        return True
    if _IBAN.fullmatch(plain) is None:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % _REMAINDER == 1


def note_document_numbers(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of numbers of documents that are bank accounts or row numbers.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if "document_number" not in good.columns or good.is_empty():
        return
    numbers = good.sort(SOURCE_ROW)["document_number"]
    unique = numbers.unique(maintain_order=True)
    accounts = [
        one
        for one in unique.filter(unique.str.contains(_SUSPECT))
        if is_bank_account(one)
    ]
    if accounts:
        count = int(numbers.is_in(accounts).sum())
        fields = {"count": count, "said": name_some(accounts)}
        yield Note("documents_are_accounts", "warning", sheet.name, fields)
    words = [one for one in numbers.unique(maintain_order=True) if _is_word(one)]
    if words:
        count = int(numbers.is_in(words).sum())
        fields = {"count": count, "said": quote_some(words)}
        yield Note("documents_are_words", "warning", sheet.name, fields)
    if joined := _find_joined(unique.to_list()):
        count = int(numbers.is_in(joined).sum())
        fields = {"count": count, "said": quote_some(joined)}
        yield Note("documents_joined", "warning", sheet.name, fields)
    place = heading.ledger_places.get(
        "document_number", heading.places["document_number"]
    )
    title = heading.title_of(place)
    listed = numbers.to_list()
    counted = [str(number) for number in range(1, len(listed) + 1)]
    if listed == counted and len(listed) >= _FEWEST and not _names_document(title):
        fields = {"column": title.strip(), "last": listed[-1]}
        yield Note("documents_counted", "warning", sheet.name, fields)


def _find_joined(numbers: list[str]) -> list[str]:
    """Find numbers that name several documents, one of which has a row of its own."""
    known = {fold(number) for number in numbers}
    return [
        number
        for number in numbers
        if len(parts := [fold(one) for one in _JOINS.split(number)]) >= _FEWEST
        and any(part in known and _may_be_number(part) for part in parts)
    ]


def _may_be_number(part: str) -> bool:
    """Whether a part is more than a digit or two, which count within one document."""
    return not part.isdigit() or len(part) >= _FEWEST_DIGITS


def _is_word(number: str) -> bool:
    """Whether a number has no digit and is no short mark: a school, a company."""
    letters = sum(sign.isalpha() for sign in number)
    return letters >= _LONG_WORD and not any(sign.isdigit() for sign in number)


def _names_document(title: str) -> bool:
    stems = tuple(map(fold, read_toml("workbook_words.toml")["documents"]))
    return any(word.startswith(stems) for word in fold(title).split())
