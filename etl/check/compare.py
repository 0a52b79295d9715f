"""Rows of a workbook held against those that count now, by business key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.contracts.workbooks import SCHEMAS, Kind, fact_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNTHETIC: Final = "is_synthetic"
AMOUNTS: Final = ("net_eur", "vat_eur")
PARTS: Final[Mapping[Kind, list[str]]] = {"spending": ["plan_code", "phase"]}
"""By what the totals of a kind are told apart; phases of a budget never add up."""

_IS_KNOWN: Final = "_is_known"
_EARLIER: Final = "_earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the good rows of a kind would change.

    Attributes:
        kind: Kind of the rows.
        new: Rows whose key is not known yet.
        changed: Rows whose key is known, with other values.
        same_count: Rows that say what is known already.
        changes: A row per changed cell: the key, `column_name`, `old`, `new` as text.
        totals: Count of rows and sums, `_before` and `_after`, per plan; of spending
            per phase too. A sum of VAT is one of what is given.
    """

    kind: Kind
    new: pl.DataFrame
    changed: pl.DataFrame
    same_count: int
    changes: pl.DataFrame
    totals: pl.DataFrame


def compare_rows(kind: Kind, facts: pl.DataFrame, current: pl.DataFrame) -> Comparison:
    """Compare the rows of a workbook with the rows that count now.

    Args:
        kind: Kind of the rows.
        facts: Good rows of the workbook, each business key once.
        current: Rows that count now, each business key once.
    """
    key = list(SCHEMAS[kind].primary_key())
    columns = [*fact_columns(kind), SYNTHETIC]
    values = [name for name in columns if name not in key]
    earlier = plain(kind, current).with_columns(pl.lit(value=True).alias(_IS_KNOWN))
    rows = plain(kind, facts).join(earlier, on=key, how="left", suffix=_EARLIER)
    is_new = pl.col(_IS_KNOWN).is_null()
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}{_EARLIER}")) for name in values
    )
    changed = rows.filter(~is_new & differs)
    new = rows.filter(is_new).select(columns)
    return Comparison(
        kind=kind,
        new=new,
        changed=changed.select(columns),
        same_count=rows.height - new.height - changed.height,
        changes=_list_changes(changed, key, values),
        totals=_compare_totals(kind, facts, current, key),
    )


def plain(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the columns people fill in, in types that compare wherever they are from."""
    contract = SCHEMAS[kind].columns()
    return rows.select(
        pl.col(name).cast(_type_of(contract[name]))
        for name in (*fact_columns(kind), SYNTHETIC)
    )


def _type_of(column: dy.Column) -> pl.DataType:
    return pl.String() if isinstance(column, dy.Enum) else column.dtype


def _list_changes(
    changed: pl.DataFrame, key: list[str], values: list[str]
) -> pl.DataFrame:
    cells = [
        changed.filter(pl.col(name).ne_missing(pl.col(f"{name}{_EARLIER}"))).select(
            *key,
            pl.lit(name).alias("column_name"),
            pl.col(f"{name}{_EARLIER}").cast(pl.String).alias("old"),
            pl.col(name).cast(pl.String).alias("new"),
        )
        for name in values
    ]
    return pl.concat(cells).sort([*key, "column_name"])


def _compare_totals(
    kind: Kind, facts: pl.DataFrame, current: pl.DataFrame, key: list[str]
) -> pl.DataFrame:
    given, known = plain(kind, facts), plain(kind, current)
    after = pl.concat([known.join(given, on=key, how="anti"), given])
    parts = PARTS.get(kind, ["plan_code"])
    touched = given.select(parts).unique()
    totals = _sum(after, parts, "after").join(
        _sum(known, parts, "before"), on=parts, how="left"
    )
    counts = pl.col("rows_before").fill_null(0)
    return totals.join(touched, on=parts, how="semi").with_columns(counts).sort(parts)


def _sum(rows: pl.DataFrame, parts: list[str], when: str) -> pl.DataFrame:
    """Count rows and add up what is given of each amount; nothing given stays empty."""
    sums = [
        pl.when(pl.col(name).is_not_null().any())
        .then(pl.col(name).sum())
        .alias(f"{name}_{when}")
        for name in AMOUNTS
        if name in rows.columns
    ]
    return rows.group_by(parts).agg(pl.len().alias(f"rows_{when}"), *sums)
