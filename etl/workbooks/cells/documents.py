"""Documents of spending: what tells one from another, and what only looks the same.

A document is known by its plan, phase, supplier, number and day. Spellings that no
reader would take for another document, as other quotation marks, are one; everything
else that looks alike is shown to a person and never decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.contract import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable

KEY: Final = "_document_key"
NUMBER_KEY: Final = "_number_key"
SUPPLIER_KEY: Final = "_supplier_key"

_SPACES: Final = r"[\s\x{200B}\x{2060}\x{FEFF}\x{00AD}]+"
_QUOTES: Final = r"""["'`´„“”‟‚‘’‛«»‹›″′]"""
_DASHES: Final = r"[\x{2010}-\x{2015}\x{2212}]"
_SIGNS: Final = r"[^\p{L}\p{N}]+"
_WORDS_OF_NUMBERS: Final = r"\b(?:serijos|serija|ser|numeris|nr|no|pvm)\b\.?"
_CODE: Final = re.compile(r"(?:lt)?\d{7,12}")
"""A code of a company, beside its name."""

_LEADING_ZEROS: Final = r"(^|[^0-9])0+([0-9])"


def add_document_keys(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what documents are told apart by, and what those alike have in common.

    Args:
        rows: Rows of spending, in the types of the contract.
    """
    plan, phase = (pl.col(name).cast(pl.String) for name in DOCUMENT[:2])
    supplier = _fold_distinct(rows["supplier"], fold_spelling)
    number = _fold_distinct(rows["document_number"], fold_spelling)
    day = pl.coalesce("document_date", "date").cast(pl.String)
    loose = fold_number(number)
    return rows.with_columns(
        pl.concat_str(plan, phase, supplier, number, day, separator="|").alias(KEY),
        pl.concat_str(plan, phase, loose, separator="|").alias(NUMBER_KEY),
        _fold_distinct(supplier, fold_names).alias(SUPPLIER_KEY),
    )


def _fold_distinct(
    texts: pl.Series, make: Callable[[pl.Series], pl.Series]
) -> pl.Series:
    """Convert each distinct text once; no text becomes an empty text."""
    distinct = texts.drop_nulls().unique()
    if len(distinct) == len(texts):
        return make(texts)
    if distinct.is_empty():
        return pl.Series(texts.name, [""], pl.String).new_from_index(0, len(texts))
    return texts.replace_strict(
        distinct, make(distinct), default="", return_dtype=pl.String
    )


def fold_spelling(texts: pl.Series) -> pl.Series:
    """Make spellings equal that differ in case, spaces, quotation marks or dashes."""
    if (texts.str.len_bytes() != texts.str.len_chars()).any():
        texts = texts.str.normalize("NFC")
    return (
        texts.str.to_lowercase()
        .str.replace_all(_QUOTES, "")
        .str.replace_all(_DASHES, "-")
        .str.replace_all(_SPACES, " ")
        .str.replace_all("|", "¦", literal=True)
        .str.strip_chars()
    )


def fold_number(texts: pl.Series) -> pl.Series:
    """Keep letters and digits of numbers, without leading zeros and `serija`, `Nr.`."""
    plain = (
        texts.str.replace_all(_WORDS_OF_NUMBERS, " ")
        .str.replace_all(_LEADING_ZEROS, "${1}${2}")
        .str.replace_all(_SIGNS, "")
    )
    return plain.zip_with(plain != "", texts)


def fold_names(texts: pl.Series) -> pl.Series:
    """Sort the words of names, without marks and legal forms of companies."""
    return pl.Series(texts.name, map(_fold_name, texts), pl.String)


def _fold_name(text: str) -> str:
    words = fold(text).split()
    forms = read_words().legal_forms
    names = [word for word in words if word not in forms]
    named = [word for word in names if not _CODE.fullmatch(word)]
    return " ".join(sorted(named or names or words))
