"""Recognise the sheets of a mapping by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import fold
from etl.workbooks.mappings.ledger_words import read_mapping_words
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.headings.headings import Row
    from etl.workbooks.mappings.model import LedgerMapping

_NUMBERED: Final = re.compile(r"(?P<text>.*\S) *#(?P<number>[1-9]\d?)")
_SIGNS: Final = str.maketrans({"%": " proc ", "€": " eur ", "\x1f": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A mapping that fits a sheet.

    Attributes:
        mapping: The mapping.
        first: First row of the heading.
        row: Last row of the heading.
        texts: The headings of the sheet by their position.
        places: Position of each heading that the mapping looks at.
        currency: Heading of the column that names the currency; empty: none.
    """

    mapping: LedgerMapping
    first: int
    row: int
    texts: tuple[str, ...]
    places: Mapping[str, int]
    currency: str = ""


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """Return the form in which headings of ledgers compare: `PVM, %` is not `PVM`."""
    return fold(text.translate(_SIGNS))


def find_fit(rows: Sequence[Row], mappings: Sequence[LedgerMapping]) -> Fit | None:
    """Find the mapping that fits the first rows of a sheet.

    Raises:
        WorkbookError: Two fit, or one fits but lacks a column, or has one twice.
    """
    fitting = [
        (mapping, *place)
        for mapping in mappings
        if (place := _find_heading(rows, mapping)) is not None
    ]
    if not fitting:
        return None
    if len(fitting) > 1:
        names = sorted(f"{mapping.name}.toml" for mapping, *_ in fitting)
        raise WorkbookError("two_mappings", first=names[0], second=names[1])
    mapping, first, row, texts = fitting[0]
    used = {text for _, text in mapping.used_headings()}
    currency = mapping.formats.currency or _find_currency(texts)
    if currency:
        used.add(currency)
    return Fit(
        mapping=mapping,
        first=first,
        row=row,
        texts=tuple(texts),
        places={text: _place(text, texts, mapping) for text in sorted(used)},
        currency=currency,
    )


def _find_currency(texts: list[str]) -> str:
    """Find the column of currencies, also where the mapping does not mention it."""
    known = read_mapping_words().currencies
    return next((text for text in texts if heading_words(text) in known), "")


def heading_rows(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each row that may be a heading, and each two as one: first, last, texts."""
    for index, (number, cells) in enumerate(rows):
        texts = [cell or "" for cell in cells]
        yield number, number, texts
        if index + 1 < len(rows) and rows[index + 1][0] == number + 1:
            below = [cell or "" for cell in rows[index + 1][1]]
            yield number, number + 1, _join(texts, below)


def _join(above: list[str], below: list[str]) -> list[str]:
    """Join two rows; a merged cell above stands over those to its right."""
    joined, over = [], ""
    for top, bottom in zip_longest(above, below, fillvalue=""):
        over = top or (over if bottom else "")
        joined.append(f"{over} {bottom}" if bottom and over else top or bottom)
    return joined


def _find_heading(
    rows: Sequence[Row], mapping: LedgerMapping
) -> tuple[int, int, list[str]] | None:
    wanted = {heading_words(_part(heading)[0]) for heading in mapping.headings}
    for first, row, texts in heading_rows(rows):
        if wanted <= {heading_words(text) for text in texts}:
            return first, row, texts
    return None


def _part(heading: str) -> tuple[str, int]:
    """Split `Suma #2` into the heading and its number among equals; 0 without one."""
    match = _NUMBERED.fullmatch(heading)
    return (match["text"], int(match["number"])) if match else (heading, 0)


def _place(heading: str, texts: list[str], mapping: LedgerMapping) -> int:
    text, number = _part(heading)
    words = heading_words(text)
    found = [
        i for i, other in enumerate(texts) if other and heading_words(other) == words
    ]
    file = f"{mapping.name}.toml"
    if not found or number > len(found):
        raise WorkbookError("mapping_lacks_column", mapping=file, heading=heading)
    if number == 0 and len(found) > 1:
        raise WorkbookError(
            "mapping_column_twice", mapping=file, heading=heading, count=len(found)
        )
    return found[max(number, 1) - 1]
