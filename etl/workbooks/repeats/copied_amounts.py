"""One amount that a document has for each of several schools or activities.

An invoice for ten schools is often written ten times, each time with its whole amount.
Schools may as well have paid alike, so that only a person can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.documents import KEY, add_document_keys
from etl.workbooks.contract.notes import Note, add_up, name_some, say_money

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS: Final = ("school_code", "activity_number")


def note_copied_amounts(rows: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning of documents with one amount for each of their rows.

    Args:
        rows: Good rows of spending of a whole workbook.
    """
    differ = pl.max_horizontal(pl.col(name).n_unique() for name in _PARTS)
    documents = (
        add_document_keys(rows)
        .group_by(KEY, maintain_order=True)
        .agg(
            pl.len(),
            pl.col("document_number").first(),
            pl.col("net_eur").first(),
            (pl.col("net_eur").n_unique() == 1).alias("is_one"),
            differ.alias("parts"),
        )
        .filter("is_one", pl.col("parts") > 1, pl.col("net_eur") != 0)
    )
    if documents.height:
        times = pl.col("net_eur") * pl.col("len")
        fields = {
            "count": documents.height,
            "documents": name_some(documents["document_number"].unique().sort()),
            "amount": say_money(add_up(documents.select(times)["net_eur"])),
            "once": say_money(add_up(documents["net_eur"])),
        }
        yield Note("amounts_copied", "warning", fields=fields)
