"""Payments that a cell divides between sources of money, and a row does not.

`ES 85 %, SB 15 %` in one cell leaves all of an amount under one source that is two. It
counts, for the sum is right; by source a person has to divide it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import spell_signs
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, quote_some, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|proc)", re.IGNORECASE)
_PAIR: Final = re.compile(r"(?<![\d.,])(\d{1,2}) ?[/+:] ?(\d{1,2})(?![\d.,])")
_JOINT: Final = re.compile(r"[/+;,&|\n]|\b(?:ir|bei|and|su|plus|with)\b", re.IGNORECASE)
_WHOLE: Final = 100
_DOCUMENT: Final = ["plan_code", "document_number", "phase"]


@cache
def _families() -> Mapping[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Return the words of each family of sources: their beginnings, and whole ones."""
    said = read_toml("workbook_words.toml")["funding"]
    return {
        name: (tuple(map(fold, of["stems"])), frozenset(map(fold, of["words"])))
        for name, of in said.items()
    }


@lru_cache(maxsize=65536)
def families_in(text: str) -> frozenset[str]:
    """Find the families of sources that a text names, such as `eu` and `state`."""
    listed = fold(text).split()
    return frozenset(
        name
        for name, (stems, words) in _families().items()
        if any(word in words or word.startswith(stems) for word in listed)
    )


@lru_cache(maxsize=65536)
def divides(text: str, *, is_source: bool) -> bool:
    """Whether a text divides an amount between sources, or names several of them.

    Args:
        text: A cell.
        is_source: Whether it stands in the column of the source of money.
    """
    shares = [Decimal(share.replace(",", ".")) for share in _SHARE.findall(text)]
    pairs = [int(one) + int(other) for one, other in _PAIR.findall(text)]
    if len(shares) > 1 and (is_source or sum(shares) == _WHOLE):
        return True
    if not is_source:
        return False
    clauses = tuple(map(fold, read_toml("workbook_words.toml")["funding_clauses"]))
    parts = [
        families_in(p) for p in _JOINT.split(text) if not fold(p).startswith(clauses)
    ]
    single = {next(iter(found)) for found in parts if len(found) == 1}
    return _WHOLE in pairs or len(single) > 1


def note_divided(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of payments that a cell divides between sources of money.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    found = _find_in_sources(good)
    listed = set(good[SOURCE_ROW])
    for name in heading.others_of(sheet.rows.columns):
        cells = sheet.rows.select(ROW, name).filter(
            pl.col(name).str.contains(r"\d ?(?:%|proc).*\d ?(?:%|proc)")
        )
        for row, text in cells.rows():
            if row in listed and divides(text, is_source=False):
                found.setdefault(row, text.strip())
    if found:
        yield _say(sheet, good, found)


def _find_in_sources(good: pl.DataFrame) -> dict[int, str]:
    """Find the rows whose source is several, or a share without the other shares."""
    several = pl.col("funding_source").n_unique().over(_DOCUMENT) > 1
    rows = good.select(SOURCE_ROW, "funding_source", several.alias("is_told"))
    return {
        row: text
        for row, text, is_told in rows.rows()
        if divides(text, is_source=True) or (_is_share(text) and not is_told)
    }


def _is_share(text: str) -> bool:
    """Whether a source is said to bear a part of an amount: `ES 85 %`."""
    shares = _SHARE.findall(text)
    return len(shares) == 1 and Decimal(shares[0].replace(",", ".")) < _WHOLE


@lru_cache(maxsize=4096)
def is_over_source(title: str) -> bool:
    """Whether a heading stands over the part that one source bears: `ES lėšos`."""
    words = fold(spell_signs(title)).split()
    parts = tuple(map(fold, read_toml("workbook_words.toml")["funding_parts"]))
    has_part = any(word.startswith(parts) for word in words)
    return has_part and len(families_in(title)) == 1


def _say(sheet: Sheet, good: pl.DataFrame, found: Mapping[int, str]) -> Note:
    nets = good.filter(pl.col(SOURCE_ROW).is_in(list(found)))["net_eur"]
    fields = {
        "count": len(found),
        "rows": list_ranges(sorted(found)),
        "amount": say_money(Decimal(nets.sum() or 0)),
        "said": quote_some(dict.fromkeys(found.values())),
    }
    return Note("payments_divided", "warning", sheet.name, fields)
