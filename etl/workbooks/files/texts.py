"""Texts of cells, made the same however they were typed: one thing, one text.

Whatever a person cannot see does not tell two texts apart: composed and decomposed
letters, kinds of spaces and apostrophes, soft hyphens, marks of direction. In codes
kinds of hyphens do not either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.words import ODD_SPACES, UNSEEN
from etl.workbooks.files.sheets import ROW

if TYPE_CHECKING:
    import polars as pl

CONTROLS: Final = r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
"""Signs no text has, but damaged or hostile ones; a pattern."""

STRUCK: Final = "\u0336"
"""Before what is struck out in a cell: it neither counts nor is left out unsaid."""

_TEXT_FORMULA: Final = r'^="((?:[^"]|"")*)"$'
_APOSTROPHE: Final = "^['\u2019\u02bc]([0-9])"
_WRAPPED: Final = rf"{_TEXT_FORMULA}|{_APOSTROPHE}"
_APOSTROPHES: Final = "[\u2019\u02bc\u2032\u00b4`\uff07]"
_HYPHENS: Final = "[\u2010-\u2015\u2212\ufe63\uff0d]"
_BEYOND_ASCII: Final = r"[^\x00-\x7f]"
_BREAKS: Final = r"[\t ]*(?:\r\n|[\r\n\x0b\x0c\u0085\u2028\u2029])[\t ]*"


def unwrap_texts(table: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Unpack texts that spreadsheets wrap to keep them texts: `="00012"`, `'00012`.

    Returns:
        The table, and how many cells were unwrapped.
    """
    done = {
        name: _unwrap(table[name])
        for name in table.columns
        if name != ROW and table[name].str.contains(_WRAPPED).any()
    }
    counts = (int(table[name].str.contains(_WRAPPED).sum()) for name in done)
    return table.with_columns(**done), sum(counts)


def _unwrap(texts: pl.Series) -> pl.Series:
    inner = texts.str.extract(_TEXT_FORMULA).str.replace_all('""', '"', literal=True)
    plain = texts.str.replace(_APOSTROPHE, "$1")
    return inner.zip_with(inner.is_not_null(), plain)


def normalise(texts: pl.Series, *, is_code: bool) -> pl.Series:
    """Write texts that look the same as the same text, without spaces around.

    Args:
        texts: Texts of a column.
        is_code: Whether hyphens of all kinds are one.
    """
    if texts.str.contains(_BEYOND_ASCII).any():
        texts = texts.str.normalize("NFC").str.replace_all(f"[{UNSEEN}]", "")
        texts = texts.str.replace_all(f"[{ODD_SPACES}]", " ")
        texts = texts.str.replace_all(_APOSTROPHES, "'")
        texts = texts.str.replace_all(_HYPHENS, "-") if is_code else texts
    texts = texts.str.replace_all("`", "'", literal=True)
    if texts.str.contains(r"[\x09-\x0d\u0085\u2028\u2029]|  ").any():
        texts = texts.str.replace_all(_BREAKS, "\n").str.replace_all(r"[ \t]+", " ")
    return texts.str.strip_chars()
