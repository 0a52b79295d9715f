"""Cells that say in words what a sign or a figure says: they are read as these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

_PERCENT: Final = r"(?i)(\d)\s*proc(?:\.|entai|entais|entas|entų)?\s*$"
_UNTIL: Final = r"(?i)^\s*(?:iki|until|till)\s+(\S.*)$"
_WRITTEN: Final[Mapping[str, tuple[str, str]]] = {
    "value": (_PERCENT, "$1 %"),
    "new_value": (_PERCENT, "$1 %"),
    "funded_until": (_UNTIL, "$1"),
}
"""What a cell of a column may say, and how it is read: `48,1 proc.` is `48,1 %`."""


def write_as_signs(table: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Write percent as a sign, and VAT that is said not to be there as 0.

    Args:
        table: Texts of the rows of data by column.

    Returns:
        The table, and how many cells of VAT say in words that there is none.
    """
    done = {
        name: table[name].str.replace(pattern, written)
        for name, (pattern, written) in _WRITTEN.items()
        if name in table.columns
    }
    if "vat_eur" not in table.columns:
        return table.with_columns(**done), 0
    words = {*map(fold, read_toml("workbook_words.toml")["surely_no_vat"])}
    texts = table["vat_eur"]
    lettered = texts.filter(texts.str.contains(r"\p{L}{4}")).unique()
    said = [text for text in lettered.drop_nulls() if fold(text) in words]
    is_none = texts.is_in(said) if said else texts.is_null() & False
    done["vat_eur"] = pl.select(
        pl.when(is_none).then(pl.lit("0")).otherwise(texts)
    ).to_series()
    return table.with_columns(**done), int(is_none.sum())
