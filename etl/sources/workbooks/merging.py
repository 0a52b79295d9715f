"""Rows of a whole workbook: each business key once, each row within its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.contracts.workbooks import KINDS_WITH_RULES, SCHEMAS, Kind, fact_columns
from etl.sources.workbooks.facts import SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFLICT: Final = "conflicting_rows"
CONTRACT: Final = "contract"
SHEET: Final = "_source_sheet"

Refused = dict[str, pl.DataFrame]
"""Sheet and row number of the rows that break a rule, by rule."""


def merge_rows(
    kind: Kind, frames: Iterable[pl.DataFrame]
) -> tuple[pl.DataFrame, Refused]:
    """Join the rows of a kind and keep each business key once.

    Each column keeps its contract since it was read; what is left are the rules across
    columns. Rows that say the same are kept once. Rows of one key that differ are all
    refused: which of them is right is for a person to say.

    Args:
        kind: Kind of the rows.
        frames: Rows of each sheet, in the types of the contract.

    Returns:
        The rows kept, and those refused by each rule.
    """
    schema = SCHEMAS[kind]
    rows = pl.concat(list(frames)).select(schema.column_names())
    facts = [*fact_columns(kind), "is_synthetic"]
    key = list(schema.primary_key())
    refused: Refused = {}
    if rows.select(key).hash_rows().n_unique() < rows.height:
        rows = rows.unique(facts, keep="first", maintain_order=True)
        conflict = rows.select(pl.struct(key).is_duplicated()).to_series()
        refused[CONFLICT] = rows.filter(conflict).select(SHEET, SOURCE_ROW)
        rows = rows.filter(~conflict)
    if kind in KINDS_WITH_RULES:
        rows, failure = schema.filter(rows)
        refused |= _by_rule(failure.details(), set(schema.column_names()))
    return rows, refused


def _by_rule(details: pl.DataFrame, columns: set[str]) -> Refused:
    """Name the first broken rule of each row; one of a column means the contract."""
    refused: Refused = {}
    for rule in (name for name in details.columns if name not in columns):
        broken = details.filter(pl.col(rule).cast(pl.String) == "invalid")
        if broken.height:
            name = CONTRACT if "|" in rule or rule == "primary_key" else rule
            rows = broken.select(SHEET, SOURCE_ROW)
            refused[name] = (
                pl.concat([refused[name], rows]) if name in refused else rows
            )
    return refused
