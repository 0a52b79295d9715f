"""Why lines are rejected: each rule once, with how many lines and which values."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from etl.inbox.settled_rejects import PLACE

MOST_VALUES: Final = 6


def list_reasons(rejects: pl.DataFrame) -> list[dict[str, Any]]:
    """List the rules that lines break, the most frequent first.

    Args:
        rejects: Cells and rejected rows, as `Reject` says.
    """
    grouped = (
        rejects.group_by("rule", "column_name", maintain_order=True)
        .agg(
            pl.col("reason").first().alias("en"),
            pl.col("reason_lt").first().alias("lt"),
            pl.struct(PLACE).n_unique().alias("rows"),
            pl.col("row_number").min().alias("first"),
            pl.col("raw_value")
            .drop_nulls()
            .unique(maintain_order=True)
            .head(MOST_VALUES)
            .alias("values"),
        )
        .sort("rows", descending=True, maintain_order=True)
    )
    return grouped.to_dicts()
