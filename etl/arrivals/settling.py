"""Rows put aside that a later file says right: they are settled, and count no more.

A later row under the same business key replaces a row, whether that one was good or
not. Where the key itself was broken, a later row settles it that agrees in every other
cell.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.contracts.workbooks import KINDS, SCHEMAS, fact_columns
from etl.sources.workbooks.columns import read_column
from etl.sources.workbooks.dates import EPOCH_1900

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from etl.contracts.workbooks import Kind

PLACE: Final = ("sheet", "row_number")
SETTLED_BY: Final = "settled_by"
_SOURCE: Final = "_source_document_key"


def settle(
    rejects: pl.DataFrame, read_later: Callable[[Kind], pl.DataFrame]
) -> pl.DataFrame:
    """Say of each reject which later file settles it: `settled_by`, null where none.

    Args:
        rejects: Cells and rows put aside of one file, as `Reject` says.
        read_later: Gives the rows of a kind that later files hold, with the key of
            their source document.
    """
    found = [_no_matches()]
    for kind in KINDS:
        own = rejects.filter(pl.col("kind").cast(pl.String) == kind)
        later = read_later(kind) if own.height else own
        if later.height:
            found.extend(_match_kind(kind, own, later))
    matches = pl.concat(found).unique(["kind", *PLACE], keep="first")
    return rejects.join(
        matches.with_columns(pl.col("kind").cast(rejects.schema["kind"])),
        on=["kind", *PLACE],
        how="left",
        maintain_order="left",
    )


def _no_matches() -> pl.DataFrame:
    return pl.DataFrame(
        schema={
            "kind": pl.String,
            "sheet": pl.String,
            "row_number": pl.Int64,
            SETTLED_BY: pl.String,
        }
    )


def _match_kind(
    kind: Kind, rejects: pl.DataFrame, later: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Match the rows of a kind, those together in which the same cells are broken."""
    rows = rejects.group_by(*PLACE, maintain_order=True).agg(
        pl.col("column_name").unique().sort().str.join(" "),
        pl.col("raw_cells").first(),
    )
    comparable = _make_comparable(kind, later).with_columns(later[_SOURCE])
    for (broken,), group in rows.group_by("column_name", maintain_order=True):
        columns = _compared_columns(kind, set(str(broken).split()))
        cells = _read_cells(kind, group["raw_cells"].to_list())
        asked = pl.concat([group.select(*PLACE), cells], how="horizontal")
        yield (
            asked.join(comparable, on=columns, how="inner", nulls_equal=True)
            .group_by(*PLACE)
            .agg(pl.col(_SOURCE).max().alias(SETTLED_BY))
            .select(pl.lit(kind).alias("kind"), *PLACE, SETTLED_BY)
        )


def _compared_columns(kind: Kind, broken: set[str]) -> list[str]:
    """Name the columns of the key; if any of them is broken, all that are not."""
    key = SCHEMAS[kind].primary_key()
    if not broken & set(key):
        return list(key)
    return [name for name in fact_columns(kind) if name not in broken]


def _read_cells(kind: Kind, raw_cells: list[str]) -> pl.DataFrame:
    """Read the cells of rows put aside as those of good rows are read."""
    parsed: list[dict[str, Any]] = [json.loads(cells) for cells in raw_cells]
    columns = SCHEMAS[kind].columns()
    read = {
        name: read_column(
            name,
            columns[name],
            pl.Series(name, [cells.get(name) for cells in parsed], dtype=pl.String),
            epoch=EPOCH_1900,
        ).values
        for name in fact_columns(kind)
    }
    return _make_comparable(kind, pl.DataFrame(read))


def _make_comparable(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the columns people fill in, in types that compare wherever they are from."""
    contract = SCHEMAS[kind].columns()
    return rows.select(_comparable(name, contract[name]) for name in fact_columns(kind))


def _comparable(name: str, contract: dy.Column) -> pl.Expr:
    if isinstance(contract, dy.Enum):
        return pl.col(name).cast(pl.String)
    values = pl.col(name).cast(contract.dtype)
    is_key_text = contract.primary_key and isinstance(contract, dy.String)
    return values.fill_null("") if is_key_text else values
