"""Personal codes in columns of texts: found, and nothing of their cell kept."""

from __future__ import annotations

from typing import Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.words import MASKED
from etl.workbooks.contract.contract import SCHEMAS
from pazanga.personal_codes import has_personal_code

_FREE: Final = frozenset({"supplier", "funding_source", "source", "owner", "evidence"})
"""Columns without codes of their own: eleven digits in a row name a person there."""

_AMOUNTS: Final = frozenset(
    name
    for schema in SCHEMAS.values()
    for name, column in schema.columns().items()
    if isinstance(column, dy.Decimal)
)
_CENTS: Final = r"^\s*[-+(]?\d(?:[\s.,'’]*\d){0,9}[\s.,'’]*[.,]\d{1,2}\s*\)?\s*$"
"""An amount with its cents, below ten billion: no code of a person is written so."""

_DIGITS: Final = 11


def find_personal(texts: pl.Series) -> pl.Series:
    """Find the cells of a column that hold the personal code of a natural person.

    Args:
        texts: Texts; the name is that of the column.
    """
    suspect = texts.str.count_matches(r"\d") >= _DIGITS
    if not suspect.any():
        return suspect.fill_null(value=False)
    if texts.name in _AMOUNTS:
        suspect &= ~texts.str.contains(_CENTS)
    is_code = texts.name not in _FREE
    found = [
        text
        for text in texts.filter(suspect).unique().to_list()
        if has_personal_code(text, is_code=is_code)
    ]
    return texts.is_in(found).fill_null(value=False)


def mask_personal(texts: pl.Series) -> pl.Series:
    """Hide each cell with a personal code whole: it names the person too."""
    found = find_personal(texts)
    if not found.any():
        return texts
    hidden = pl.select(pl.when(~found).then(texts).otherwise(pl.lit(MASKED)))
    return hidden.to_series().alias(texts.name)


def hide_personal_codes(*names: str) -> pl.Expr:
    """Hide cells with a personal code in columns of texts.

    Args:
        names: Columns of texts.
    """
    return pl.col(*names).map_batches(mask_personal, return_dtype=pl.String)
